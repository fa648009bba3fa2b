using System.Globalization;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Core.Validation.Protocol;

namespace ModelPack.Core.Validation;

/// <summary>The words for each way in which a validation fails.</summary>
internal static class ValidationProblems
{
    public static Problem NotStarted(string why) => new(
        DiagnosticCodes.ValidatorNotStarted,
        $"The validator could not be started: {why.Trim().TrimEnd('.')}. Restore the project again; ModelPackValidate=false builds without validation.");

    public static Problem LibraryUnusable(ValidationRequest request, string why) => new(
        DiagnosticCodes.RuntimeLibraryUnusable,
        $"ONNX Runtime {request.Runtime} cannot be used here: {why.Trim().TrimEnd('.')}. Restore the project again, or set ModelPackOnnxRuntimeVersion to a version of 1.17 or later.",
        request.NativeLibrary);

    public static Problem CustomOpsUnusable(string library, string why) => new(
        DiagnosticCodes.CustomOpsUnusable,
        $"The library '{Path.GetFileName(library)}' in ModelPackCustomOps cannot be used: {why.Trim().TrimEnd('.')}. Give the full path of a library of custom operators for ONNX Runtime that is built for this machine.",
        library);

    public static Problem Crashed(ValidationRequest request, string phase, string how, string errors) => new(
        DiagnosticCodes.ModelCrashes,
        $"ONNX Runtime {request.Runtime} crashed while {phase} '{request.DisplayPath}': {how}{(errors.Length > 0 ? $" ({Short(errors)})" : "")}. "
        + "It would take a service down too: export the model again, or look for the operator that it crashes in.",
        request.ModelPath);

    public static Problem LoadTimeout(ValidationRequest request) => new(
        DiagnosticCodes.LoadTimeout,
        $"'{request.DisplayPath}' did not load in ONNX Runtime {request.Runtime} within {Seconds(request)} s. Raise ModelPackValidationTimeout if it needs that long, else simplify the graph.",
        request.ModelPath);

    public static Problem RunTimeout(ValidationRequest request, string? sample) => new(
        DiagnosticCodes.RunTimeout,
        $"A run of '{request.DisplayPath}' on {Input(sample)} did not end within {Seconds(request)} s in ONNX Runtime {request.Runtime}. "
        + "Raise ModelPackValidationTimeout if it needs that long, else look for a loop that does not end.",
        request.ModelPath);

    public static Problem Memory(ValidationRequest request, string phase) => new(
        DiagnosticCodes.MemoryLimitExceeded,
        $"While {phase} '{request.DisplayPath}', ONNX Runtime {request.Runtime} needed more memory than ModelPackValidationMemory allows "
        + $"({Mebibytes(request.MemoryLimitBytes)} MiB above the weights). Raise it if the model needs that much.",
        request.ModelPath);

    public static Problem Failed(ValidationRequest request, ValidatorFailure failure, string phase)
    {
        switch (failure.Kind)
        {
            case ValidatorFailure.Library:
                return LibraryUnusable(request, failure.Message);
            case ValidatorFailure.CustomOps:
                return CustomOpsUnusable(failure.File ?? request.ModelPath, RuntimeMessage.Clean(failure.Message, failure.File ?? request.ModelPath, Path.GetFileName(failure.File) ?? ""));
            case ValidatorFailure.Timeout:
                return RunTimeout(request, failure.Sample);
            case ValidatorFailure.Memory:
                return Memory(request, phase);
            case ValidatorFailure.Problem:
                return new Problem(failure.Code ?? DiagnosticCodes.ModelDoesNotLoad, failure.Message, failure.File ?? request.ModelPath, failure.Line);
            case ValidatorFailure.Run when RuntimeErrorClassifier.IsOutOfMemory(failure.Message):
            case ValidatorFailure.Load when RuntimeErrorClassifier.IsOutOfMemory(failure.Message):
                return Memory(request, phase);
            case ValidatorFailure.Run:
                return new Problem(
                    DiagnosticCodes.GoldenRunFailed,
                    $"ONNX Runtime {request.Runtime} cannot run '{request.DisplayPath}' on the sample '{failure.Sample}': {Clean(request, failure)}. Mend the sample or the model.",
                    request.ModelPath);
            default:
                return LoadFailed(request, failure);
        }
    }

    public static Problem LoadsOnlyWhole(ValidationRequest request, Problem split) => new(
        DiagnosticCodes.LoadsOnlyWhole,
        $"'{request.DisplayPath}' loads as it is, but not with its large tensors in files of their own, as they are packed: {split.Message.TrimEnd('.')}. "
        + "Set Layout=\"Exact\" on its ModelWeights item.",
        request.ModelPath);

    private static Problem LoadFailed(ValidationRequest request, ValidatorFailure failure)
    {
        string code = RuntimeErrorClassifier.Classify(failure.RuntimeCode, failure.Message);
        string clean = Clean(request, failure);
        string runtime = $"ONNX Runtime {request.Runtime}";
        string message = code switch
        {
            DiagnosticCodes.OperatorUnknown =>
                $"'{request.DisplayPath}' uses the operator '{RuntimeErrorClassifier.OperatorIn(failure.Message)}', which {runtime} does not know. "
                + "Export it with standard operators, or set ModelPackOnnxRuntimeVersion to a version that has it.",
            DiagnosticCodes.CustomOperatorMissing =>
                $"'{request.DisplayPath}' uses the custom operator '{RuntimeErrorClassifier.OperatorIn(failure.Message)}', which "
                + (request.CustomOps.Count == 0
                    ? $"{runtime} does not have. Set ModelPackCustomOps to the native library that brings it, or export the model with standard operators."
                    : $"none of the libraries in ModelPackCustomOps brings ({string.Join(", ", request.CustomOps.Select(Path.GetFileName))}). Add the library that has it."),
            DiagnosticCodes.CompiledForOtherHardware =>
                $"'{request.DisplayPath}' was compiled for other hardware ({RuntimeErrorClassifier.CompilerIn(failure.Message) ?? "EPContext"}), which the processor cannot run. "
                + "Pack the model that it was compiled from, or set ModelPackExecutionProviders to the hardware's provider: the manifest then says that it was not validated here.",
            DiagnosticCodes.OpsetTooNew =>
                $"'{request.DisplayPath}' is newer than {runtime} can read{(RuntimeVersions.Cure(request.Facts, request.Runtime) is { } cure ? $". {cure}"
                    : $": {clean}. Set ModelPackOnnxRuntimeVersion to a newer version, or export for an older one.")}",
            DiagnosticCodes.NoKernel =>
                $"{runtime} cannot run '{request.DisplayPath}' on the execution provider {request.ExecutionProvider}: {clean}. "
                + "Export it with operators and types that the provider has, or, where it is for other hardware, set ModelPackExecutionProviders (e.g. to Cuda): the manifest then says that it was not validated here.",
            DiagnosticCodes.LocaleMissing =>
                $"'{request.DisplayPath}' needs a locale that this machine lacks: {clean}. Install the locale here and wherever the model runs.",
            _ => $"{runtime} cannot load '{request.DisplayPath}': {clean}. Export the model again, or set ModelPackOnnxRuntimeVersion to a version that reads it.",
        };
        string known = request.Facts is { } facts && FactsText.Of(facts) is { } text ? " " + text : "";
        return new Problem(code, message + known, request.ModelPath);
    }

    private static string Clean(ValidationRequest request, ValidatorFailure failure) =>
        RuntimeMessage.Clean(failure.Message, request);

    private static string Input(string? sample) => sample is null ? "a synthesized input" : $"the sample '{sample}'";

    private static string Seconds(ValidationRequest request) => request.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    private static string Mebibytes(long bytes) => (bytes >> 20).ToString(CultureInfo.InvariantCulture);

    private static string Short(string text) => text.Length > 300 ? text[^300..] : text;
}
