namespace ModelPack.Core.Packing;

/// <summary>A file that goes into a package.</summary>
/// <param name="FullPath">Where it lies now.</param>
/// <param name="Folder">Its folder in the package, with forward slashes and one at the end; empty for the root.</param>
public sealed record StagedFile(string FullPath, string Folder);
