namespace ModelPack.Runtime.Tasks.Packages;

/// <summary>A file that a service gets.</summary>
/// <param name="Path">The path in the model's folder, with forward slashes.</param>
/// <param name="Source">The full path of the file to take.</param>
/// <param name="Sha256">The digest that its content must have.</param>
/// <param name="Size">Its size in bytes.</param>
internal sealed record PlannedFile(string Path, string Source, string Sha256, long Size);
