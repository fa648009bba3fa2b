using ModelPack.Core.Packing;

namespace ModelPack.Tool.Labels;

/// <summary>The data sets.</summary>
internal static class DataFacts
{
    /// <summary>The facts.</summary>
    public static IEnumerable<LabelFact> Of(ModelManifest manifest, FactSources sources) => (manifest.Data ?? []).Select(data => new LabelFact(
        data.Name,
        FactText.Join(
            data.Role,
            FactText.Named("version", data.Version),
            data.Digest,
            data.Size is { } size ? ByteSizes.Text(size) : null,
            FactText.Named("preprocessing", data.PreprocessingVersion),
            data.Uri,
            data.Identifier,
            FactText.Named("licence", data.License),
            FactText.Named("sensitivity", data.Sensitivity),
            FactText.Named("owner", data.Owner),
            FactText.Named("provenance:", data.Provenance),
            FactText.Named("statistics:", data.Statistics),
            FactText.Named("content:", data.Content),
            data.Description),
        sources.Of("data", data.Name)));
}
