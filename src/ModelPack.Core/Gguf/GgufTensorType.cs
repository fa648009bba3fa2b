namespace ModelPack.Core.Gguf;

/// <summary>The element types of GGUF tensors, which are stored in blocks. Source: ggml's <c>ggml.h</c> and <c>gguf-py/gguf/constants.py</c>.</summary>
/// <param name="Name">The name, e.g. <c>Q4_K</c>.</param>
/// <param name="BlockElements">The elements of a block.</param>
/// <param name="BlockBytes">The size of a block in bytes.</param>
internal sealed record GgufTensorType(string Name, long BlockElements, long BlockBytes)
{
    private static readonly GgufTensorType?[] All = Table();

    /// <summary>The type of a number; <see langword="null"/> for one that does not exist (any more).</summary>
    public static GgufTensorType? Find(uint number) => number < All.Length ? All[number] : null;

    private static GgufTensorType?[] Table()
    {
        GgufTensorType?[] table = new GgufTensorType?[42];
        void Add(int number, string name, long elements, long bytes) => table[number] = new GgufTensorType(name, elements, bytes);

        Add(0, "F32", 1, 4);
        Add(1, "F16", 1, 2);
        Add(2, "Q4_0", 32, 18);
        Add(3, "Q4_1", 32, 20);
        Add(6, "Q5_0", 32, 22);
        Add(7, "Q5_1", 32, 24);
        Add(8, "Q8_0", 32, 34);
        Add(9, "Q8_1", 32, 36);
        Add(10, "Q2_K", 256, 84);
        Add(11, "Q3_K", 256, 110);
        Add(12, "Q4_K", 256, 144);
        Add(13, "Q5_K", 256, 176);
        Add(14, "Q6_K", 256, 210);
        Add(15, "Q8_K", 256, 292);
        Add(16, "IQ2_XXS", 256, 66);
        Add(17, "IQ2_XS", 256, 74);
        Add(18, "IQ3_XXS", 256, 98);
        Add(19, "IQ1_S", 256, 50);
        Add(20, "IQ4_NL", 32, 18);
        Add(21, "IQ3_S", 256, 110);
        Add(22, "IQ2_S", 256, 82);
        Add(23, "IQ4_XS", 256, 136);
        Add(24, "I8", 1, 1);
        Add(25, "I16", 1, 2);
        Add(26, "I32", 1, 4);
        Add(27, "I64", 1, 8);
        Add(28, "F64", 1, 8);
        Add(29, "IQ1_M", 256, 56);
        Add(30, "BF16", 1, 2);
        Add(34, "TQ1_0", 256, 54);
        Add(35, "TQ2_0", 256, 66);
        Add(39, "MXFP4", 32, 17);
        Add(40, "NVFP4", 64, 36);
        Add(41, "Q1_0", 128, 18);
        return table;
    }
}
