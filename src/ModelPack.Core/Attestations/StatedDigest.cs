namespace ModelPack.Core.Attestations;

/// <summary>A digest as manifests state it: an algorithm, a colon and hexadecimal digits. Others (folders of DVC, Base64) are no plain hash and are kept as text.</summary>
/// <param name="Algorithm">The algorithm, as in-toto's digest sets name it.</param>
/// <param name="CycloneDx">The algorithm, as CycloneDX names it; <see langword="null"/> where it does not know it.</param>
/// <param name="Hex">The digits, in lower case.</param>
internal sealed record StatedDigest(string Algorithm, string? CycloneDx, string Hex)
{
    /// <summary>Reads a digest; <see langword="null"/> where it is no plain hash.</summary>
    public static StatedDigest? Parse(string? digest)
    {
        if (digest?.Split(':', 2) is not [var algorithm, var hex] || hex.Any(c => !char.IsAsciiHexDigit(c)))
        {
            return null;
        }

        return (algorithm.ToLowerInvariant(), hex.Length) switch
        {
            ("md5", 32) => new("md5", "MD5", hex.ToLowerInvariant()),
            ("sha1", 40) => new("sha1", "SHA-1", hex.ToLowerInvariant()),
            ("sha256", 64) => new("sha256", "SHA-256", hex.ToLowerInvariant()),
            ("sha384", 96) => new("sha384", "SHA-384", hex.ToLowerInvariant()),
            ("sha512", 128) => new("sha512", "SHA-512", hex.ToLowerInvariant()),
            ("git" or "gitblob", 40) => new("gitBlob", null, hex.ToLowerInvariant()),
            _ => null,
        };
    }

    /// <summary>Whether a text is the full hash of a git commit.</summary>
    public static bool IsCommit(string? text) => text is { Length: 40 or 64 } && text.All(char.IsAsciiHexDigit);
}
