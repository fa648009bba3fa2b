namespace ModelPack.Core.Safetensors;

/// <summary>What a safetensors file says about itself.</summary>
/// <param name="Tensors">The tensors in the order of their data.</param>
/// <param name="Parameters">The number of elements of all tensors.</param>
/// <param name="Metadata">The texts that the file carries.</param>
public sealed record SafetensorsFacts(IReadOnlyList<SafetensorsTensor> Tensors, long Parameters, IReadOnlyDictionary<string, string> Metadata);
