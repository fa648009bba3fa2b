namespace ModelPack.Core.Lineage.Wandb;

/// <summary>Digests as artifact manifests have them.</summary>
internal static class WandbDigest
{
    /// <summary>An MD5 in Base64 as hexadecimal digits; <see langword="null"/> for what may be another algorithm's.</summary>
    public static string? ToHex(string digest)
    {
        Span<byte> bytes = stackalloc byte[32];
        return digest.Length == 24 && digest.EndsWith("==", StringComparison.Ordinal) && Convert.TryFromBase64String(digest, bytes, out int written) && written == 16
            ? Convert.ToHexStringLower(bytes[..16])
            : null;
    }
}
