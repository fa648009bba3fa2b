namespace ModelPack.Core.Formats;

/// <summary>An entry of a zip archive.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Method">How it is packed; 0 is as it is.</param>
/// <param name="HeaderPosition">Where its own header begins, in bytes from the start of the file.</param>
internal readonly record struct ZipEntry(string Name, int Method, long HeaderPosition);
