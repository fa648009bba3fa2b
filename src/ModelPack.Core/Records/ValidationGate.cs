namespace ModelPack.Core.Records;

/// <summary>Where a version must have been run; the manifest's validations count, and attestations.</summary>
/// <param name="ExecutionProvider">The execution provider, e.g. <c>Cuda</c>; any where absent.</param>
/// <param name="Hardware">The hardware, which only attestations tell; any where absent.</param>
/// <param name="Runtime">The version of ONNX Runtime; any where absent.</param>
/// <param name="Outcome">The least outcome: <c>loads</c>, <c>runs</c> or <c>matches</c>.</param>
public sealed record ValidationGate(string? ExecutionProvider, string? Hardware, string? Runtime, string Outcome);
