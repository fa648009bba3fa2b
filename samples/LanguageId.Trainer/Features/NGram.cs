using System.Text;

namespace LanguageId.Trainer.Features;

/// <summary>One to three characters in a row, packed into 63 bits: the first character is the highest; absent ones are zero.</summary>
internal readonly record struct NGram(ulong Packed) : IComparable<NGram>
{
    /// <summary>The longest n-gram that fits.</summary>
    public const int MaxLength = 3;

    private const int BitsPerCharacter = 21;
    private const ulong Mask = (1UL << BitsPerCharacter) - 1;

    /// <summary>The number of characters.</summary>
    public int Length => Packed >> (2 * BitsPerCharacter) != 0 ? 3 : Packed >> BitsPerCharacter != 0 ? 2 : 1;

    /// <summary>The characters, each as a string.</summary>
    public IEnumerable<string> Characters
    {
        get
        {
            for (int i = Length - 1; i >= 0; i--)
            {
                yield return new Rune((int)(Packed >> (i * BitsPerCharacter) & Mask)).ToString();
            }
        }
    }

    /// <summary>Every n-gram of the characters up to a length, but those with an unknown character.</summary>
    public static IEnumerable<NGram> All(IReadOnlyList<int> characters, int maxLength)
    {
        for (int first = 0; first < characters.Count; first++)
        {
            ulong packed = 0;
            for (int i = first; i < Math.Min(first + maxLength, characters.Count) && characters[i] != CharacterTable.Unknown; i++)
            {
                packed = packed << BitsPerCharacter | (uint)characters[i];
                yield return new(packed);
            }
        }
    }

    /// <summary>Shorter n-grams first, then by code point: the order of a vocabulary.</summary>
    public int CompareTo(NGram other) => Packed.CompareTo(other.Packed);
}
