namespace ModelPack.Core.Lineage;

/// <summary>The inputs and outputs that a tracker recorded with a model.</summary>
/// <param name="Inputs">The inputs; <see langword="null"/> where none were recorded.</param>
/// <param name="Outputs">The outputs; <see langword="null"/> where none were recorded.</param>
/// <param name="Source">The file that says so.</param>
public sealed record ClaimedSignature(IReadOnlyList<ClaimedTensor>? Inputs, IReadOnlyList<ClaimedTensor>? Outputs, string Source);
