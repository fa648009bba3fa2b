using ModelPack.Feeds.History;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Commands.Versions;

/// <summary>A version in the answer of <c>versions</c>; a filter sees these fields beside those of the manifest.</summary>
internal sealed record VersionDocument
{
    public required string Version { get; init; }

    public DateTimeOffset? Published { get; init; }

    public DateTimeOffset? Created { get; init; }

    public string? Author { get; init; }

    /// <summary>The tags of its package; absent where no source tells.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    public string? Digest { get; init; }

    public IReadOnlyList<MetricDocument> Metrics { get; init; } = [];

    public long? Size { get; init; }

    public long? PackageSize { get; init; }

    public long? NewBytes { get; init; }

    /// <summary><c>none</c>, <c>compatible</c>, <c>breaking</c> or <c>unknown</c>.</summary>
    public required SignatureChange SignatureChange { get; init; }

    public string? SignatureReason { get; init; }

    public IReadOnlyList<AliasDocument> Aliases { get; init; } = [];

    public bool? Listed { get; init; }

    public bool IsThere { get; init; }

    public string? Revoked { get; init; }

    /// <summary>Who revoked it, and how sure that is.</summary>
    public RevocationDocument? Revocation { get; init; }

    public string? Deprecated { get; init; }

    /// <summary>What was learned of it since, the oldest first.</summary>
    public IReadOnlyList<AttestationDocument> Attestations { get; init; } = [];

    public required IReadOnlyList<string> Sources { get; init; }

    public ProblemDocument? Problem { get; init; }

    public static VersionDocument Of(ModelVersion version, IReadOnlyList<string> order) => new()
    {
        Version = version.Version.ToNormalizedString(),
        Published = version.Published,
        Created = version.Manifest?.Created,
        Author = version.Author,
        Tags = version.Tags,
        Digest = version.Manifest?.Digest,
        Metrics = [.. (version.Manifest?.Metrics ?? []).Select(metric => (Metric: metric, Place: Place(order, metric.Name))).OrderBy(one => one.Place).Select(one => MetricDocument.Of(one.Metric))],
        Size = version.Size,
        PackageSize = version.PackageSize,
        NewBytes = version.NewBytes,
        SignatureChange = version.Signature.Change,
        SignatureReason = version.Signature.Reason,
        Aliases = [.. version.Aliases.Select(alias => new AliasDocument(alias.Stage, alias.Id, alias.Version.ToNormalizedString(), alias.Source))],
        Listed = version.Listed,
        IsThere = version.IsThere,
        Revoked = version.Revoked,
        Revocation = version.Revocation is { } revocation ? RevocationDocument.Of(revocation) : null,
        Deprecated = version.Deprecated,
        Attestations = [.. version.Attestations.Select(AttestationDocument.Of)],
        Sources = version.Sources,
        Problem = version.Problem is { } problem ? ProblemDocument.Of(problem) : null,
    };

    private static int Place(IReadOnlyList<string> order, string name)
    {
        for (int i = 0; i < order.Count; i++)
        {
            if (order[i] == name)
            {
                return i;
            }
        }

        return order.Count;
    }
}
