namespace ModelPack.Core.Gguf;

/// <summary>A tensor of a GGUF file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ElementType">Its type as ggml names it, e.g. <c>Q4_K</c>.</param>
/// <param name="Shape">Its dimensions in ggml's order: the one that varies fastest comes first.</param>
/// <param name="Offset">Where its data begins, in bytes from the start of the tensor data.</param>
/// <param name="Size">The size of its data in bytes.</param>
public readonly record struct GgufTensor(string Name, string ElementType, IReadOnlyList<long> Shape, long Offset, long Size);
