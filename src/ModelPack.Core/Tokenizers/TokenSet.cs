namespace ModelPack.Core.Tokenizers;

/// <summary>A set of texts that keeps eight bytes of each: enough to miss no token that is there. Source: FNV-1a, 64 bits, with a final mix.</summary>
internal sealed class TokenSet
{
    private const ulong Basis = 14695981039346656037;
    private readonly List<ulong> hashes = [];
    private bool sorted;

    /// <summary>How many texts were added.</summary>
    public int Count => hashes.Count;

    /// <summary>Adds a text.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        hashes.Add(Hash(text, []));
        sorted = false;
    }

    /// <summary>Whether a text, given in two parts, was added.</summary>
    public bool Contains(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        Sort();
        return hashes.BinarySearch(Hash(first, second)) >= 0;
    }

    /// <summary>Whether some text was added twice.</summary>
    public bool HasTwins()
    {
        Sort();
        for (int i = 1; i < hashes.Count; i++)
        {
            if (hashes[i] == hashes[i - 1])
            {
                return true;
            }
        }

        return false;
    }

    private void Sort()
    {
        if (!sorted)
        {
            hashes.Sort();
            sorted = true;
        }
    }

    private static ulong Hash(ReadOnlySpan<char> first, ReadOnlySpan<char> second) => Mix(Add(Add(Basis, first), second));

    private static ulong Add(ulong hash, ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return hash;
    }

    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        return hash ^ (hash >> 33);
    }
}
