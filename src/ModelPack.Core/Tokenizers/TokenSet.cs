namespace ModelPack.Core.Tokenizers;

/// <summary>A set of texts that keeps eight bytes of each: enough to miss no token that is there.</summary>
internal sealed class TokenSet
{
    private readonly List<ulong> hashes = [];
    private bool sorted;

    /// <summary>How many texts were added.</summary>
    public int Count => hashes.Count;

    /// <summary>Adds a text.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        hashes.Add(TokenHash.Of(text));
        sorted = false;
    }

    /// <summary>Whether a text, given in two parts, was added.</summary>
    public bool Contains(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        Sort();
        return hashes.BinarySearch(TokenHash.Of(first, second)) >= 0;
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
}
