using ModelPack.Core.Onnx;

namespace ModelPack.Validator.Runtime;

/// <summary>ONNX Runtime numbers element types as ONNX does, but for the last three.</summary>
internal static class OrtElementTypes
{
    private const int UInt2 = 24;
    private const int Int2 = 25;
    private const int Float8E8M0 = 26;

    public static OnnxElementType FromOrt(int type) => type switch
    {
        UInt2 => OnnxElementType.UInt2,
        Int2 => OnnxElementType.Int2,
        Float8E8M0 => OnnxElementType.Float8E8M0,
        _ => (OnnxElementType)type,
    };

    public static int ToOrt(OnnxElementType type) => type switch
    {
        OnnxElementType.UInt2 => UInt2,
        OnnxElementType.Int2 => Int2,
        OnnxElementType.Float8E8M0 => Float8E8M0,
        _ => (int)type,
    };
}
