using System.Globalization;
using ModelPack.Core.Packing;

namespace ModelPack.Core.Onnx;

/// <summary>What a model says about itself, in one short sentence for an error: which model it is, and who can mend it.</summary>
internal static class FactsText
{
    private const int MaxLength = 60;
    private const int MaxOpsets = 4;

    /// <summary>The sentence, e.g. <c>It says of itself: pytorch 2.1, IR 8, ai.onnx 17, 2 inputs, 1 output.</c></summary>
    /// <param name="facts">What could be read.</param>
    /// <returns>The sentence, or <see langword="null"/> where nothing is known.</returns>
    public static string? Of(OnnxModelFacts facts)
    {
        List<string> parts = [];
        if (facts.Producer is { } producer)
        {
            parts.Add(Short(producer));
        }

        if (facts.IrVersion is { } version)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"IR {version}"));
        }

        parts.AddRange(facts.Opsets.Take(MaxOpsets).Select(opset => string.Create(CultureInfo.InvariantCulture, $"{Short(opset.Key)} {opset.Value}")));
        if (facts.Inputs.Count + facts.Outputs.Count > 0)
        {
            parts.Add(Count(facts.Inputs.Count, "input"));
            parts.Add(Count(facts.Outputs.Count, "output"));
        }

        return parts.Count == 0 ? null : $"It says of itself: {string.Join(", ", parts)}.";
    }

    private static string Count(int count, string what) => Counts.Text(count, what);

    private static string Short(string text)
    {
        string line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= MaxLength ? line : line[..MaxLength] + "…";
    }
}
