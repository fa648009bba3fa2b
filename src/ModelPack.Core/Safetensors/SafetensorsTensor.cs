namespace ModelPack.Core.Safetensors;

/// <summary>A tensor of a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ElementType">Its element type as the format names it, e.g. <c>F32</c>.</param>
/// <param name="Shape">Its dimensions; empty for a scalar.</param>
/// <param name="Start">Where its data begins, in bytes behind the header.</param>
/// <param name="End">Where its data ends, in bytes behind the header.</param>
public readonly record struct SafetensorsTensor(string Name, string ElementType, IReadOnlyList<long> Shape, long Start, long End);
