using System.Globalization;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Validation;

/// <summary>Refuses models whose functions expand without measure: no limit of the runtime stops it, and nothing ends a load but the end of the process.</summary>
internal static class FunctionBound
{
    /// <summary>More nodes than any exporter writes; the runtime needs minutes for as many.</summary>
    public const long MaxNodes = 1_000_000;

    /// <summary>The problem, or <see langword="null"/>.</summary>
    public static Problem? Check(OnnxModelFacts facts, ValidationRequest request) =>
        facts.RecursiveFunction is { } function ? new Problem(
            DiagnosticCodes.FunctionRecursive,
            $"The function '{function}' of '{request.DisplayPath}' calls itself, directly or through others: no runtime can write it out. Export the model again.",
            request.ModelPath)
        : facts.ExpandedNodes > MaxNodes ? new Problem(
            DiagnosticCodes.FunctionsExpandTooFar,
            $"The functions of '{request.DisplayPath}' expand to {Count(facts.ExpandedNodes.Value)} nodes, which no runtime loads; {Count(MaxNodes)} are allowed. "
            + "Export the model without functions that call each other over and over.",
            request.ModelPath)
        : null;

    private static string Count(long nodes) => nodes == long.MaxValue ? "more than 10^18" : nodes.ToString("N0", CultureInfo.InvariantCulture);
}
