namespace ModelPack.Core.Packing;

/// <summary>The author's model card as a package readme.</summary>
public static class ModelCard
{
    /// <summary>The card without its YAML front matter, which feeds would show as text. The package keeps the original, too.</summary>
    /// <param name="card">The card's text.</param>
    public static string WithoutFrontMatter(string card)
    {
        string text = card.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        if (!text.StartsWith("---\n", StringComparison.Ordinal))
        {
            return text;
        }

        int end = text.IndexOf("\n---\n", 3, StringComparison.Ordinal);
        return end < 0 ? text : text[(end + 5)..].TrimStart('\n');
    }
}
