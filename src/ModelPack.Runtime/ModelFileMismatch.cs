namespace ModelPack;

/// <summary>A file of a model that is not the published one.</summary>
/// <param name="Path">The path as in the manifest.</param>
/// <param name="Kind">What is wrong.</param>
public sealed record ModelFileMismatch(string Path, ModelFileMismatchKind Kind);
