namespace ModelPack.Core.Lineage;

/// <summary>What a source says that a file's digest is. Where the file is packed, it must be so.</summary>
/// <param name="Path">The full path of the file.</param>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Digest">The digest in lower case hexadecimal digits.</param>
/// <param name="Source">The file that says so.</param>
/// <param name="Line">The line there; 0 where it is unknown.</param>
public sealed record ClaimedDigest(string Path, DigestAlgorithm Algorithm, string Digest, string Source, int Line = 0);
