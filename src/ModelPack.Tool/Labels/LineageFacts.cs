namespace ModelPack.Tool.Labels;

/// <summary>The sources that facts were imported from.</summary>
internal static class LineageFacts
{
    /// <summary>The facts.</summary>
    public static IEnumerable<LabelFact> Of(ModelManifest manifest) => (manifest.Lineage ?? []).Select(source => new LabelFact(
        FactSources.Name(source),
        FactText.Join(
            source.Sha256 is { } sha256 ? $"sha256:{sha256}" : null,
            FactText.Named("repository", source.Repository),
            FactText.Named("revision", source.Revision),
            FactText.Named("experiment", source.Experiment),
            FactText.Named("status", source.Status),
            FactText.Named("written by", source.Tool),
            source.Verified is { Count: > 0 } verified ? $"has the digests of {FactText.Join(verified)}" : null,
            source.Missing is { Count: > 0 } missing ? $"names files that were not there: {FactText.Join(missing)}" : null,
            source.Facts is { Count: > 0 } facts ? $"told {FactText.Join(facts)}" : "told nothing that another source or the project did not",
            source.Tags is { Count: > 0 } tags ? $"tags {FactText.Join(tags.Select(tag => $"{tag.Key}={tag.Value}"))}" : null),
        source.Kind));
}
