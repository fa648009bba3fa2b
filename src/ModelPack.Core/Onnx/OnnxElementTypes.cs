namespace ModelPack.Core.Onnx;

/// <summary>Names and sizes of <see cref="OnnxElementType"/>.</summary>
public static class OnnxElementTypes
{
    private static readonly (string Name, int Bits)[] s_table =
    [
        ("undefined", 0), ("float", 32), ("uint8", 8), ("int8", 8), ("uint16", 16), ("int16", 16), ("int32", 32), ("int64", 64),
        ("string", 0), ("bool", 8), ("float16", 16), ("double", 64), ("uint32", 32), ("uint64", 64), ("complex64", 64), ("complex128", 128),
        ("bfloat16", 16), ("float8e4m3fn", 8), ("float8e4m3fnuz", 8), ("float8e5m2", 8), ("float8e5m2fnuz", 8), ("uint4", 4), ("int4", 4),
        ("float4e2m1", 4), ("float8e8m0", 8), ("uint2", 2), ("int2", 2),
    ];

    /// <summary>ONNX's name in lower case, as in manifests; <see langword="null"/> for <see cref="OnnxElementType.Undefined"/> and numbers that ONNX has not given out.</summary>
    /// <param name="type">The type.</param>
    public static string? NameOf(OnnxElementType type) => type > OnnxElementType.Undefined && (int)type < s_table.Length ? s_table[(int)type].Name : null;

    /// <summary>The type with a name that <see cref="NameOf"/> gives; <see cref="OnnxElementType.Undefined"/> for any other.</summary>
    /// <param name="name">The name.</param>
    public static OnnxElementType Parse(string? name)
        => (OnnxElementType)Math.Max(0, Array.FindIndex(s_table, row => row.Name == name));

    /// <summary>The size of an element in bits; <see langword="null"/> for strings and unknown types.</summary>
    /// <param name="type">The type.</param>
    public static int? BitsOf(OnnxElementType type)
        => type > OnnxElementType.Undefined && (int)type < s_table.Length && s_table[(int)type].Bits is > 0 and var bits ? bits : null;

    /// <summary>The size of so many elements in bytes, packed, the last byte filled up; <see langword="null"/> for strings, unknown types and sizes that no file has.</summary>
    /// <param name="type">The type.</param>
    /// <param name="elements">How many elements.</param>
    public static long? BytesOf(OnnxElementType type, long elements)
        => BitsOf(type) is { } bits && elements >= 0 && ((Int128)elements * bits + 7) / 8 is var bytes && bytes <= long.MaxValue ? (long)bytes : null;
}
