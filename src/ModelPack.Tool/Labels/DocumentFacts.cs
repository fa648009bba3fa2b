using ModelPack.Core.Packing;

namespace ModelPack.Tool.Labels;

/// <summary>Prompts, retrieval configuration and evaluation data.</summary>
internal static class DocumentFacts
{
    private const int ShortText = 200;

    /// <summary>The facts.</summary>
    public static IEnumerable<LabelFact> Of(List<ModelDocument>? documents, FactSources sources, string section) => (documents ?? []).Select(document => new LabelFact(
        document.Path,
        FactText.Join(
            FactText.Named("role", document.Role),
            ByteSizes.Text(document.Size),
            document.Sha256.Length > 0 ? $"sha256:{document.Sha256}" : null,
            FactText.Named("sensitivity", document.Sensitivity),
            document.Packed ? null : "not packed",
            document.Text is { } text ? $"\"{(text.Length > ShortText ? text[..ShortText] + "…" : text)}\"" : null),
        sources.Of(section, document.Path, FactSources.Bytes)));
}
