using ModelPack.Core.Diagnostics;

namespace ModelPack.Feeds.History;

/// <summary>The versions of a model.</summary>
/// <param name="Id">The package id, as its manifests write it.</param>
/// <param name="Versions">The versions, from the lowest to the highest.</param>
/// <param name="Aliases">The aliases of the model.</param>
/// <param name="Metrics">The names of the metrics, those that decide first: that a gate is on, or of which it is known whether higher is better.</param>
/// <param name="Gaps">What lists or records tell of and is not on the sources, in words.</param>
/// <param name="Failures">What kept sources from answering, so that versions may be missing; records and aliases that cannot be right, and are left out.</param>
public sealed record ModelHistory(
    string Id,
    IReadOnlyList<ModelVersion> Versions,
    IReadOnlyList<ModelAlias> Aliases,
    IReadOnlyList<string> Metrics,
    IReadOnlyList<string> Gaps,
    IReadOnlyList<Problem> Failures)
{
    /// <summary>The names of the sources that told which versions they have.</summary>
    public IReadOnlyList<string> Answered { get; init; } = [];
}
