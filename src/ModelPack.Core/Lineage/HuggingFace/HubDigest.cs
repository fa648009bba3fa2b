namespace ModelPack.Core.Lineage.HuggingFace;

/// <summary>Digests as the Hub has them: of a small file git's, of a large one SHA-256.</summary>
internal static class HubDigest
{
    /// <summary>States the digest of a file, where it is packed.</summary>
    public static void Claim(LineageSource source, ImportedFacts facts, string path, string folder, string digest, string by)
    {
        if (digest.Length is 40 or 64 && digest.All(char.IsAsciiHexDigit))
        {
            source.Claim(facts, path, folder, digest.Length == 40 ? DigestAlgorithm.GitBlob : DigestAlgorithm.Sha256, digest, by);
        }
    }
}
