namespace ModelPack.Core.Layout;

/// <summary>A part of an author's file of the layout <see cref="FileLayout.Tensor"/>.</summary>
/// <param name="Range">The author's bytes; not empty.</param>
/// <param name="Placement">Where they, or equal ones, lie; <see langword="null"/> for what is between the tensors: the recipe holds it.</param>
/// <param name="Sha256">Their digest, where the plan needed it.</param>
internal readonly record struct PlannedPart(FileRange Range, Placement? Placement, string? Sha256);
