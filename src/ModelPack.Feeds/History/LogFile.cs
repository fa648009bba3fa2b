namespace ModelPack.Feeds.History;

/// <summary>A file that belongs to an attestation.</summary>
/// <param name="Path">Its name, without folders.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Sha256">Its SHA-256: 64 lower case hexadecimal digits.</param>
public sealed record LogFile(string Path, long Size, string Sha256);
