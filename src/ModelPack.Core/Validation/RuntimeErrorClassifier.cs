using System.Globalization;
using System.Text.RegularExpressions;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Validation;

/// <summary>
/// Tells causes from ONNX Runtime's answers. Its error codes are coarse (most failures of a load are <c>ORT_FAIL</c>), so the constant parts of
/// its messages are looked at too; they are the same in 1.17 to 1.31.
/// </summary>
internal static partial class RuntimeErrorClassifier
{
    /// <summary><c>ORT_NOT_IMPLEMENTED</c>.</summary>
    private const int NotImplemented = 9;

    /// <summary>An allocation of this size fails on every machine: the model is at fault, not the limit.</summary>
    private const double Absurd = 1L << 40;

    /// <summary>Whether memory ran out, for a cause that a higher limit could cure.</summary>
    public static bool IsOutOfMemory(string message)
    {
        Match request = RequestedBuffer().Match(message);
        return request.Success && double.TryParse(request.Groups[1].Value, CultureInfo.InvariantCulture, out double bytes)
            ? bytes < Absurd
            : message.Contains("bad_alloc", StringComparison.Ordinal) || message.Contains("Failed to allocate memory", StringComparison.Ordinal);
    }

    /// <summary>The code of a failed load.</summary>
    public static string Classify(int runtimeCode, string message) =>
        Has(message, "is not a registered function/op") || Has(message, "No Op registered for") || ForeignOperator().IsMatch(message) ? DiagnosticCodes.OperatorUnknown
        : Has(message, "only *guarantees* support for models stamped") || Has(message, "is under development and support for this is limited")
            || Has(message, "Unsupported model IR version") ? DiagnosticCodes.OpsetTooNew
        : Has(message, "Failed to construct locale") ? DiagnosticCodes.LocaleMissing
        : runtimeCode == NotImplemented || Has(message, "Could not find an implementation for") || Has(message, "Failed to find kernel for") ? DiagnosticCodes.NoKernel
        : DiagnosticCodes.ModelDoesNotLoad;

    /// <summary>The operator that a message about unknown ones names, as the domain and name, or the name.</summary>
    public static string? OperatorIn(string message)
    {
        if (ForeignOperator().Match(message) is { Success: true } foreign)
        {
            return $"{foreign.Groups[2].Value}:{foreign.Groups[1].Value}";
        }

        Match match = UnknownOperator().Match(message);
        return !match.Success ? null : match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value;
    }

    private static bool Has(string message, string part) => message.Contains(part, StringComparison.Ordinal);

    [GeneratedRegex(@"requested buffer of size (\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex RequestedBuffer();

    [GeneratedRegex(@"(\S+)\(-?\d+\) is not a registered function/op|No Op registered for (\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex UnknownOperator();

    // A node of a domain that the model does not import: a custom operator, but for ONNX's own domains, which only the exporter can have left out.
    [GeneratedRegex(@"In Node, \(""[^""]*"", ([^,\s]+), ""(?!ai\.onnx""|ai\.onnx\.ml""|ai\.onnx\.training"")([^""]+)"".*No opset import for domain", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex ForeignOperator();
}
