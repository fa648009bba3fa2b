using ModelPack.Core.Diagnostics;

namespace ModelPack.Feeds.History;

/// <summary>The history of a model.</summary>
/// <param name="Id">The package id.</param>
/// <param name="Entries">What happened, the oldest first; what has no time comes first.</param>
/// <param name="Problems">What could not be read or cannot be right (errors), gaps and clocks that disagree (warnings).</param>
public sealed record ModelLog(string Id, IReadOnlyList<LogEntry> Entries, IReadOnlyList<Problem> Problems)
{
    /// <summary>Whether more than one source has records of the model.</summary>
    public bool IsOfSeveralSources { get; init; }
}
