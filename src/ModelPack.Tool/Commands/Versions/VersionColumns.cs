using System.Globalization;
using ModelPack.Core.Packing;
using ModelPack.Feeds.History;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Commands.Versions;

/// <summary>Versions as a table of texts: exact for programs, short for people.</summary>
internal static class VersionColumns
{
    private const int ShownMetrics = 3;

    /// <summary>Makes the table for people.</summary>
    public static TextTable ForPeople(ModelHistory history, IReadOnlyList<ModelVersion> versions)
    {
        string[] metrics = [.. history.Metrics.Take(ShownMetrics)];
        return new TextTable(
            ["Version", "Published", "Author", .. metrics, "Size", "New", "Signature", "Aliases", "Notes"],
            [.. versions.Select(version => (string[])
            [
                version.Version.ToNormalizedString(),
                (version.Published ?? version.Manifest?.Created)?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "",
                version.Author ?? "",
                .. metrics.Select(name => Metric(version, name)?.ToString("0.####", CultureInfo.InvariantCulture) ?? ""),
                version.Size is { } size ? ByteSizes.Text(size) : "",
                version.NewBytes is { } bytes ? ByteSizes.Text(bytes) : "",
                Signature(version),
                string.Join(", ", version.Aliases.Select(alias => Alias(alias, history)).Distinct()),
                Notes(version),
            ])]);
    }

    /// <summary>Makes the table for programs.</summary>
    public static TextTable ForPrograms(ModelHistory history, IReadOnlyList<ModelVersion> versions) => new(
        ["version", "published", "created", "author", "tags", "digest", "size", "packageSize", "newBytes", "signatureChange", "signatureReason", "aliases", "listed", "revoked", "deprecated", "attestations", "sources", "problem",
            .. history.Metrics.Select(name => $"metrics.{name}")],
        [.. versions.Select(version => (string[])
        [
            version.Version.ToNormalizedString(),
            version.Published?.ToString("O", CultureInfo.InvariantCulture) ?? "",
            version.Manifest?.Created?.ToString("O", CultureInfo.InvariantCulture) ?? "",
            version.Author ?? "",
            string.Join(' ', version.Tags ?? []),
            version.Manifest?.Digest ?? "",
            Number(version.Size),
            Number(version.PackageSize),
            Number(version.NewBytes),
            Signature(version),
            version.Signature.Reason ?? "",
            string.Join(' ', version.Aliases.Select(alias => alias.Stage).Distinct(StringComparer.OrdinalIgnoreCase)),
            version.Listed is { } listed ? (listed ? "true" : "false") : "",
            version.Revoked ?? "",
            version.Deprecated ?? "",
            AttestationCounts.ForPrograms(version.Attestations),
            string.Join(' ', version.Sources),
            version.Problem?.Code ?? "",
            .. history.Metrics.Select(name => Metric(version, name)?.ToString("R", CultureInfo.InvariantCulture) ?? ""),
        ])]);

    // The source, where the alias of the stage serves something else on another one.
    private static string Alias(ModelAlias alias, ModelHistory history) =>
        history.Aliases.All(other => other.ModelVersion == alias.ModelVersion || !other.Stage.Equals(alias.Stage, StringComparison.OrdinalIgnoreCase)) ? alias.Stage : $"{alias.Stage} ({alias.Source})";

    private static double? Metric(ModelVersion version, string name) => version.Manifest?.Metrics?.Find(metric => metric.Name == name)?.Value;

    private static string Signature(ModelVersion version) => version.Signature.Change switch
    {
        SignatureChange.None => "same",
        SignatureChange.Compatible => "compatible",
        SignatureChange.Breaking => "breaking",
        _ => "",
    };

    private static string Notes(ModelVersion version) => Shown.List(
    [
        version.Revoked is { } revoked ? $"REVOKED: {revoked}" : null,
        version.Deprecated is { } deprecated ? $"deprecated: {deprecated}" : null,
        AttestationCounts.InWords(version.Attestations),
        version.Listed == false ? "unlisted" : null,
        version.IsThere ? null : "not on the source",
        version.Problem is { } problem ? $"cannot be read ({problem.Code})" : version is { Manifest: null, IsThere: true } ? "no model package" : null,
    ]);

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
