using ModelPack.Core.Onnx;

namespace ModelPack.Core.Inputs;

/// <summary>A weights file whose format is known.</summary>
/// <param name="File">The file.</param>
/// <param name="Format">Its format, by content.</param>
/// <param name="Facts">What its structure says; <see langword="null"/> for formats that are not read.</param>
public sealed record ModelSource(InputFile File, ModelFormat Format, OnnxModelFacts? Facts);
