using ModelPack.Core.Onnx;

namespace ModelPack.Core.Samples;

/// <summary>How the elements of each type lie in memory, and how they are compared.</summary>
internal static class ElementLayout
{
    /// <summary>Bits per element; 0 for strings and unknown types.</summary>
    public static int Bits(OnnxElementType type) => OnnxElementTypes.BitsOf(type) ?? 0;

    /// <summary>The bytes that a number of elements takes.</summary>
    public static long Bytes(OnnxElementType type, long count) => OnnxElementTypes.BytesOf(type, count) ?? long.MaxValue;

    /// <summary>Whether elements are integers or truth values, which are compared exactly.</summary>
    public static bool IsInteger(OnnxElementType type) => type is OnnxElementType.UInt2 or OnnxElementType.Int2 or OnnxElementType.UInt4 or OnnxElementType.Int4
        or OnnxElementType.UInt8 or OnnxElementType.Int8 or OnnxElementType.UInt16 or OnnxElementType.Int16 or OnnxElementType.Int32 or OnnxElementType.UInt32
        or OnnxElementType.Int64 or OnnxElementType.UInt64 or OnnxElementType.Bool;

    public static bool IsSigned(OnnxElementType type) => type is OnnxElementType.Int2 or OnnxElementType.Int4 or OnnxElementType.Int8 or OnnxElementType.Int16
        or OnnxElementType.Int32 or OnnxElementType.Int64;

    public static bool IsComplex(OnnxElementType type) => type is OnnxElementType.Complex64 or OnnxElementType.Complex128;

    /// <summary>Whether elements are real numbers that are compared with a tolerance.</summary>
    public static bool IsReal(OnnxElementType type) => Bits(type) > 0 && !IsInteger(type) && !IsComplex(type);
}
