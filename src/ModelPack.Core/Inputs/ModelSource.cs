using ModelPack.Core.Onnx;

namespace ModelPack.Core.Inputs;

/// <summary>A weights file whose format is known.</summary>
/// <param name="File">The file.</param>
/// <param name="Format">Its format, by content.</param>
/// <param name="Facts">What its structure says; <see langword="null"/> for formats that no runtime here loads.</param>
public sealed record ModelSource(InputFile File, ModelFormat Format, OnnxModelFacts? Facts)
{
    /// <summary>What the structure of a safetensors or GGUF file says.</summary>
    public WeightsFacts? Weights { get; init; }
}
