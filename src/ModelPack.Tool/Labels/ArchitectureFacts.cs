namespace ModelPack.Tool.Labels;

/// <summary>What kind of model it is, and what it was made from.</summary>
internal static class ArchitectureFacts
{
    private const string Section = "architecture";

    /// <summary>The facts.</summary>
    public static IEnumerable<LabelFact> Of(ModelManifest manifest, FactSources sources)
    {
        ModelArchitecture architecture = manifest.Architecture ?? new();
        (string Name, string? Value)[] facts =
        [
            ("name", architecture.Name),
            ("family", architecture.Family),
            ("task", architecture.Task),
            ("framework", architecture.Framework),
            ("parameterSize", architecture.ParameterSize),
            ("precision", architecture.Precision),
            ("quantization", architecture.Quantization),
            ("explainability", architecture.Explainability),
            ("autonomy", architecture.Autonomy),
            ("languages", FactText.Join(architecture.Languages ?? [])),
            ("tags", FactText.Join(architecture.Tags ?? [])),
        ];
        return facts.SelectMany(fact => FactText.Of(fact.Name, fact.Value, sources.Of(Section, fact.Name)))
            .Concat((manifest.BaseModel ?? []).Select(model => new LabelFact(
                "base model", FactText.Join(model.Name, FactText.Named("revision", model.Revision), model.Relation, model.Uri), sources.Of("baseModel", model.Name))));
    }
}
