namespace ModelPack.Tool.Commands.Validate;

/// <summary>A model in one runtime, in the answer of <c>validate</c>.</summary>
/// <param name="OnnxRuntime">The version of ONNX Runtime.</param>
/// <param name="ExecutionProvider">The execution provider.</param>
/// <param name="Outcome">One of <see cref="ModelValidationOutcomes"/>.</param>
/// <param name="Input"><c>sample</c> or <c>synthesized</c>; absent where nothing was run.</param>
/// <param name="Samples">How many samples were run and compared.</param>
/// <param name="LargestError">The largest absolute difference to a golden output.</param>
/// <param name="Note">What a person should know.</param>
/// <param name="Code">The code of the problem, where it fails.</param>
internal sealed record ValidationRunDocument(
    string OnnxRuntime, string ExecutionProvider, string Outcome, string? Input, int? Samples, double? LargestError, string? Note, string? Code);
