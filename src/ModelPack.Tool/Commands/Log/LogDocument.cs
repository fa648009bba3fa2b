using ModelPack.Feeds.History;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Commands.Log;

/// <summary>The answer of <c>log</c>.</summary>
/// <param name="Id">The package id of the model.</param>
/// <param name="Entries">What happened, the oldest first.</param>
/// <param name="Problems">What cannot be read or cannot be right (errors), gaps and clocks that disagree (warnings).</param>
internal sealed record LogDocument(string Id, IReadOnlyList<LogEntry> Entries, IReadOnlyList<ProblemDocument> Problems);
