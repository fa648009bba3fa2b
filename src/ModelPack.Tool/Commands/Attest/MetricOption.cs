using System.Globalization;

namespace ModelPack.Tool.Commands.Attest;

/// <summary>Reads what <c>--metric</c> gives.</summary>
internal static class MetricOption
{
    /// <summary>The metric of <c>name=value</c>.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is of another form (MP5102).</exception>
    public static ModelMetric Read(string text, string? dataset, string? split)
    {
        int equals = text.LastIndexOf('=');
        return equals > 0 && double.TryParse(text.AsSpan(equals + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? new ModelMetric { Name = text[..equals].Trim(), Value = value, Dataset = dataset, Split = split }
            : throw ToolProblems.BadArgument($"--metric '{text}' is no name with a number. Write it as accuracy=0.93.");
    }
}
