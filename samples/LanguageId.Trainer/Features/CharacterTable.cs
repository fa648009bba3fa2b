using System.Text;

namespace LanguageId.Trainer.Features;

/// <summary>
/// What a character counts as: letters as their lower case, everything that separates words as a blank, and a letter
/// that was not seen in training as <see cref="Unknown"/>. It becomes a table in the graph, so that no platform's idea of case matters.
/// </summary>
internal sealed class CharacterTable
{
    /// <summary>What a character that the table does not know counts as; no n-gram has it.</summary>
    public const int Unknown = 0xFFFD;

    /// <summary>What separates words; also stands before and after the text.</summary>
    public const int Blank = ' ';

    private const int LastLatin1 = 0xFF;

    private readonly SortedDictionary<int, int> _characters = [];

    /// <summary>The table for the characters of the texts.</summary>
    public CharacterTable(IEnumerable<string> texts)
    {
        for (int character = 0; character <= LastLatin1; character++)
        {
            Add(new Rune(character));
        }

        foreach (Rune character in texts.SelectMany(text => text.EnumerateRunes()))
        {
            Add(character);
        }

        _characters.Remove(Unknown);
    }

    /// <summary>The code points that the table knows, and the code point that each counts as; ordered.</summary>
    public IEnumerable<KeyValuePair<int, int>> Characters => _characters;

    /// <summary>The text as the model sees it.</summary>
    public List<int> Apply(string text)
    {
        List<int> characters = [Blank];
        characters.AddRange(text.EnumerateRunes().Select(character => _characters.GetValueOrDefault(character.Value, Unknown)));
        characters.Add(Blank);
        return characters;
    }

    private void Add(Rune character)
    {
        // Marks are parts of letters in decomposed text and in some scripts.
        bool letter = Rune.IsLetter(character) || Rune.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.NonSpacingMark;
        Rune lower = Rune.ToLowerInvariant(character);
        _characters.TryAdd(character.Value, letter ? lower.Value : Blank);
        if (letter)
        {
            // Both cases, so that a title reads like its text.
            _characters.TryAdd(lower.Value, lower.Value);
            _characters.TryAdd(Rune.ToUpperInvariant(lower).Value, lower.Value);
        }
    }
}
