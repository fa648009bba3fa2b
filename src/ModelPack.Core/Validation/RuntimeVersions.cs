using System.Globalization;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Validation;

/// <summary>Which ONNX Runtime reads which operator set. Source: the table in ONNX Runtime's documentation; from 1.30 on, measured.</summary>
internal static class RuntimeVersions
{
    /// <summary>By ascending operator set, the first version that reads it; a set in between is read by the next row's.</summary>
    private static readonly (long Opset, string Version)[] s_first = [(19, "1.16"), (20, "1.17"), (21, "1.18"), (22, "1.21"), (23, "1.23"), (26, "1.30.0")];

    /// <summary>What to do about a model whose operator set is too new; <see langword="null"/> where another of its parts is: another domain, or the version of the format.</summary>
    /// <param name="facts">What the model says.</param>
    /// <param name="runtime">The version that does not read it.</param>
    public static string? Cure(OnnxModelFacts? facts, string runtime)
    {
        long opset = facts?.Opsets.GetValueOrDefault("ai.onnx") ?? 0;
        string? first = s_first.FirstOrDefault(row => row.Opset >= opset).Version;
        if (opset <= 0 || (first is not null && !IsBefore(runtime, first)))
        {
            return null;
        }

        return string.Create(CultureInfo.InvariantCulture, $"Its opset {opset} ")
            + (first is null
                ? $"is newer than any ONNX Runtime known here ({s_first[^1].Version} reads {s_first[^1].Opset}): export with a lower opset, or set ModelPackOnnxRuntimeVersion to a version that has it."
                : $"is read by ONNX Runtime {first} and later: set ModelPackOnnxRuntimeVersion, or export with a lower opset.");
    }

    /// <summary>Whether a version can be told in which folder external data lies; older ones look beside the model, whatever they are told.</summary>
    public static bool FindsExternalDataElsewhere(string runtime) => !IsBefore(runtime, "1.23.2");

    private static bool IsBefore(string runtime, string first) =>
        Version.TryParse(runtime.Split('-')[0], out Version? ours) && Version.TryParse(first, out Version? theirs) && ours < theirs;
}
