using System.Globalization;
using ModelPack.Core.Records;

namespace ModelPack.Tool.CommandLine;

/// <summary>What attestations say, in words.</summary>
internal static class AttestationTexts
{
    /// <summary>What was measured.</summary>
    public static string Metric(ModelMetric metric) => string.Create(
        CultureInfo.InvariantCulture, $"{metric.Name} {metric.Value:0.####}{(metric.Dataset is { } data ? $" on {data}" : "")}{(metric.Split is { } split ? $" ({split})" : "")}");

    /// <summary>What was found when the version was run; <see langword="null"/> where it was not.</summary>
    public static string? Validation(AttestedValidation? found) =>
        found is null ? null : string.Join(' ', new[] { found.Outcome, found.Hardware, found.ExecutionProvider, found.Runtime }.OfType<string>());

    /// <summary>A file that belongs to it.</summary>
    public static string File(string name, string sha256) => $"{name} (SHA-256 {sha256})";
}
