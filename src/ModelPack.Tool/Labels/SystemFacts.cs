namespace ModelPack.Tool.Labels;

/// <summary>What a model is a part of, and what parts it has.</summary>
internal static class SystemFacts
{
    /// <summary>Hosted models.</summary>
    public static IEnumerable<LabelFact> Endpoints(ModelManifest manifest) => (manifest.Endpoints ?? []).Select(endpoint => new LabelFact(
        endpoint.Name, FactText.Join(endpoint.Provider, FactText.Named("snapshot", endpoint.Snapshot), endpoint.Parameters), FactSources.Project));

    /// <summary>Model packages.</summary>
    public static IEnumerable<LabelFact> Parts(ModelManifest manifest) => (manifest.Parts ?? []).Select(part => new LabelFact(part.Id, part.Version, FactSources.Project));

    /// <summary>Entries of model registries.</summary>
    public static IEnumerable<LabelFact> Registry(ModelManifest manifest, FactSources sources) => (manifest.Registry ?? []).Select(entry => new LabelFact(
        $"{entry.Registry}: {entry.Name}",
        FactText.Join(
            FactText.Named("version", entry.Version),
            FactText.Named("stages", FactText.Join(entry.Stages ?? [])),
            FactText.Named("aliases", FactText.Join(entry.Aliases ?? [])),
            FactText.Named("by", entry.Actor),
            FactText.Time(entry.Updated),
            entry.Description),
        sources.Of("registry", $"{entry.Registry}/{entry.Name}/{entry.Version}", FactSources.Lineage)));
}
