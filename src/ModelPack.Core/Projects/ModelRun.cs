using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Projects;

/// <summary>A model in one runtime.</summary>
/// <param name="Runtime">The version of ONNX Runtime.</param>
/// <param name="ExecutionProvider">The execution provider.</param>
/// <param name="Validation">What was established; <see langword="null"/> where it failed.</param>
/// <param name="Error">Why it failed.</param>
public sealed record ModelRun(string Runtime, string ExecutionProvider, ModelValidation? Validation, Problem? Error);
