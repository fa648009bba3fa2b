namespace ModelPack.Core.Packages;

/// <summary>What is known of a model's file.</summary>
/// <param name="Path">The path in the manifest.</param>
/// <param name="State">What is known.</param>
/// <param name="Detail">What is wrong and what to do, where there is something to say.</param>
public sealed record FileEvidence(string Path, FileState State, string? Detail = null);
