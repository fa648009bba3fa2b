namespace ModelPack.Core.Gguf;

/// <summary>Names of <c>general.file_type</c>. Source: llama.cpp's <c>llama.h</c>, <c>llama_ftype</c>.</summary>
internal static class GgufQuantizations
{
    private static readonly string?[] Names =
    [
        "F32", "F16", "Q4_0", "Q4_1", "Q4_1_F16", null, null, "Q8_0", "Q5_0", "Q5_1",
        "Q2_K", "Q3_K_S", "Q3_K_M", "Q3_K_L", "Q4_K_S", "Q4_K_M", "Q5_K_S", "Q5_K_M", "Q6_K", "IQ2_XXS",
        "IQ2_XS", "Q2_K_S", "IQ3_XS", "IQ3_XXS", "IQ1_S", "IQ4_NL", "IQ3_S", "IQ3_M", "IQ2_S", "IQ2_M",
        "IQ4_XS", "IQ1_M", "BF16", null, null, null, "TQ1_0", "TQ2_0", "MXFP4_MOE", "NVFP4",
        "Q1_0",
    ];

    /// <summary>The name of a file type; <see langword="null"/> for an unknown one.</summary>
    public static string? Find(ulong fileType) => fileType < (ulong)Names.Length ? Names[fileType] : null;
}
