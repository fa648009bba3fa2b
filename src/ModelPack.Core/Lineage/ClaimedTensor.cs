namespace ModelPack.Core.Lineage;

/// <summary>An input or output as a tracker recorded it.</summary>
/// <param name="Name">The name; <see langword="null"/> where the only one has none.</param>
/// <param name="ElementType">The ONNX element type in lower case; <see langword="null"/> where it has no equivalent.</param>
/// <param name="Shape">The shape, -1 where a dimension is open; <see langword="null"/> for a column, which has none.</param>
public sealed record ClaimedTensor(string? Name, string? ElementType, IReadOnlyList<long>? Shape);
