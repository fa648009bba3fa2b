namespace ModelPack.Tool.Labels;

/// <summary>Which model it is.</summary>
internal static class IdentityFacts
{
    /// <summary>The facts.</summary>
    public static IEnumerable<LabelFact> Of(ModelManifest manifest, FactSources sources) =>
    [
        new("id", manifest.Id, FactSources.Project),
        new("version", manifest.Version, FactSources.Project),
        new("digest", manifest.Digest, FactSources.Bytes),
        .. FactText.Of("created", FactText.Time(manifest.Created), FactSources.Build),
        .. FactText.Of("description", manifest.Description, FactSources.Project),
        .. FactText.Of("producer", manifest.Producer, FactSources.Project),
        .. FactText.Of("license", manifest.License, sources.Of("license")),
        .. FactText.Of("project", manifest.ProjectUrl, FactSources.Project),
        .. FactText.Of("card", manifest.Card?.Path, FactSources.Bytes),
        .. FactText.Of("packed by ModelPack", manifest.ToolVersion, FactSources.Build),
    ];
}
