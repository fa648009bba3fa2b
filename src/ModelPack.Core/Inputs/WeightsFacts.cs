namespace ModelPack.Core.Inputs;

/// <summary>What a weights file that no runtime here loads says about itself.</summary>
/// <param name="Parameters">The number of elements of all tensors.</param>
/// <param name="Metadata">The texts that the file carries.</param>
public sealed record WeightsFacts(long Parameters, IReadOnlyDictionary<string, string> Metadata);
