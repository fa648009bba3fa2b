namespace ModelPack.Core.Tokenizers;

/// <summary>Hashes of texts, of so many bits that two texts of one file never share one by chance. Source: FNV-1a, 64 bits, with a final mix.</summary>
internal static class TokenHash
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The hash of a text, given in one or two parts.</summary>
    public static ulong Of(ReadOnlySpan<char> first, ReadOnlySpan<char> second = default) => Mix(Add(Add(Basis, first), second));

    private static ulong Add(ulong hash, ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            hash = (hash ^ c) * Prime;
        }

        return hash;
    }

    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        return hash ^ (hash >> 33);
    }
}
