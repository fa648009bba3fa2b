using ModelPack.Feeds.History;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Commands.Versions;

/// <summary>The answer of <c>versions</c>.</summary>
/// <param name="Id">The package id.</param>
/// <param name="Versions">The versions, the highest first.</param>
/// <param name="Gaps">What lists or records tell of and is not on the sources.</param>
/// <param name="Problems">What kept sources from answering.</param>
internal sealed record VersionsDocument(string Id, IReadOnlyList<VersionDocument> Versions, IReadOnlyList<string> Gaps, IReadOnlyList<ProblemDocument> Problems)
{
    public static VersionsDocument Of(ModelHistory history, IReadOnlyList<ModelVersion> selected) => new(
        history.Id, [.. selected.Select(version => VersionDocument.Of(version, history.Metrics))], history.Gaps, [.. history.Failures.Select(ProblemDocument.Of)]);
}
