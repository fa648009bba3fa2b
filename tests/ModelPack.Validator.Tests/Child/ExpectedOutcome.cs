using ModelPack.Core.Diagnostics;

namespace ModelPack.Validator.Tests.Child;

/// <summary>Translates the index's words, which are those of ONNX Runtime's .NET API, into outcomes.</summary>
internal static class ExpectedOutcome
{
    private static readonly string[] s_validated = [ModelValidationOutcomes.Matches, ModelValidationOutcomes.Runs, ModelValidationOutcomes.Loads];

    /// <summary>Of failures: a part of the words, and the codes that are the same cause. The first that fits counts.</summary>
    private static readonly (string Words, string[] Codes)[] s_failures =
    [
        ("path does not exist", [DiagnosticCodes.ExternalDataMissing]),
        ("can not be read in full", [DiagnosticCodes.ExternalDataTooShort]),
        ("escapes model directory", [DiagnosticCodes.ExternalDataParentFolder]),
        ("No graph was found", [DiagnosticCodes.ModelEmpty, DiagnosticCodes.NotAnOnnxModel]),
        ("Protobuf parsing failed", [DiagnosticCodes.GitLfsPointer, DiagnosticCodes.ModelIsText, DiagnosticCodes.ModelTruncated, DiagnosticCodes.ModelDamaged, DiagnosticCodes.ModelIsZip, DiagnosticCodes.ModelExtensionWrong, DiagnosticCodes.ModelTooDeep, DiagnosticCodes.ModelDoesNotLoad]),
        ("ORT model verification failed", [DiagnosticCodes.OrtModelDamaged, DiagnosticCodes.ModelDoesNotLoad]),
        ("Invalid ORT format model", [DiagnosticCodes.OrtModelDamaged, DiagnosticCodes.ModelDoesNotLoad]),
        ("ValidateOpsetForDomain", [DiagnosticCodes.OpsetTooNew]),
        ("Unsupported model IR version", [DiagnosticCodes.OpsetTooNew]),
        ("ai.onnx.preview.training:Adagrad", [DiagnosticCodes.OperatorUnknown]),
        ("com.microsoft:", [DiagnosticCodes.OperatorUnknown]),
        ("is not a registered function/op", [DiagnosticCodes.CustomOperatorMissing]),
        ("No opset import for domain", [DiagnosticCodes.CustomOperatorMissing]),
        ("CopyTensorArrayAllVariadic", [DiagnosticCodes.CustomOperatorMissing]),
        ("No Op registered for", [DiagnosticCodes.OperatorUnknown]),
        ("Foo, \"\"", [DiagnosticCodes.OperatorUnknown]),
        ("EPContext", [DiagnosticCodes.CompiledForOtherHardware]),
        ("Could not find an implementation", [DiagnosticCodes.NoKernel]),
        ("Failed to find kernel", [DiagnosticCodes.NoKernel]),

        // The words are cut before they say so: where the runtime looks for functions that call themselves.
        ("model.cc:340", [DiagnosticCodes.FunctionRecursive]),
        ("", [DiagnosticCodes.ModelDoesNotLoad]),
    ];

    public static bool Fits(string expected, Outcome outcome)
    {
        // A machine without the locale answers otherwise than one that has it.
        if (expected.Contains("locale", StringComparison.OrdinalIgnoreCase))
        {
            return outcome.Code == DiagnosticCodes.LocaleMissing || s_validated.Contains(outcome.Code);
        }

        if (expected.Contains("Unregistered TensorElementType", StringComparison.Ordinal))
        {
            return outcome.BeyondDotNet && s_validated.Contains(outcome.Code);
        }

        return expected.Split(':', ';', ' ')[0] switch
        {
            "crashes" => outcome.Code == DiagnosticCodes.ModelCrashes,
            "hangs" => outcome.Code is DiagnosticCodes.LoadTimeout or DiagnosticCodes.FunctionsExpandTooFar or DiagnosticCodes.MemoryLimitExceeded,
            "loads" when expected.Contains("hangs", StringComparison.Ordinal) => outcome.Code is DiagnosticCodes.RunTimeout or DiagnosticCodes.MemoryLimitExceeded,
            "loads" when expected.Contains("outputs match", StringComparison.Ordinal) => outcome.Code == ModelValidationOutcomes.Matches,
            "loads" when expected.Contains("run ok", StringComparison.Ordinal) => outcome.Code is ModelValidationOutcomes.Runs or ModelValidationOutcomes.Matches,
            "loads" => s_validated.Contains(outcome.Code),
            _ => s_failures.First(failure => expected.Contains(failure.Words, StringComparison.Ordinal)).Codes.Contains(outcome.Code),
        };
    }
}
