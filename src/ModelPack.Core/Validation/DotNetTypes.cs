using ModelPack.Core.Onnx;

namespace ModelPack.Core.Validation;

/// <summary>
/// What ONNX Runtime's .NET API can express. Its element types end at bfloat16, and complex numbers are missing: it refuses to open a model with
/// others among its inputs and outputs (measured with 1.31.1), which the C API and other languages open.
/// </summary>
internal static class DotNetTypes
{
    /// <summary>The element type in a type that .NET cannot express; <see langword="null"/> where it can.</summary>
    public static string? Beyond(ModelType type) => type.Element is { } element ? Beyond(element)
        : OnnxElementTypes.Parse(type.ElementType) is > OnnxElementType.BFloat16 or OnnxElementType.Complex64 or OnnxElementType.Complex128 ? type.ElementType
        : null;
}
