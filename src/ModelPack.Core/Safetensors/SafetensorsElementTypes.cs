namespace ModelPack.Core.Safetensors;

/// <summary>The element types of safetensors. Source: <c>safetensors/src/tensor.rs</c>, <c>Dtype</c>.</summary>
internal static class SafetensorsElementTypes
{
    private static readonly (string Name, uint Bits)[] All =
    [
        ("BOOL", 8), ("F4", 4), ("F6_E2M3", 6), ("F6_E3M2", 6), ("U8", 8), ("I8", 8),
        ("F8_E5M2", 8), ("F8_E4M3", 8), ("F8_E8M0", 8), ("F8_E4M3FNUZ", 8), ("F8_E5M2FNUZ", 8),
        ("I16", 16), ("U16", 16), ("F16", 16), ("BF16", 16),
        ("I32", 32), ("U32", 32), ("F32", 32), ("C64", 64), ("F64", 64), ("I64", 64), ("U64", 64),
    ];

    /// <summary>The type of a name; <see langword="null"/> for an unknown one. The returned name is shared by all tensors.</summary>
    public static (string Name, uint Bits)? Find(string? name)
    {
        foreach ((string Name, uint Bits) type in All)
        {
            if (type.Name == name)
            {
                return type;
            }
        }

        return null;
    }
}
