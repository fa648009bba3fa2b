using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace LanguageId.Trainer.Data;

/// <summary>Turns a resource string into clauses of natural language: what is code, markup or a placeholder has no language.</summary>
internal static partial class TextCleaner
{
    /// <summary>Changes whenever equal strings give other clauses.</summary>
    public const string Version = "1";

    private const int LongestClause = 200;
    private const int FewestLetters = 12;
    private const int FewestIdeographs = 4;

    private static readonly SearchValues<char> CodeCharacters = SearchValues.Create("0123456789_/\\=<>{}[]|$@#*+%~^&`");

    /// <summary>The clauses of a resource string that are long enough to have a language.</summary>
    public static IEnumerable<string> Clauses(string text) =>
        ClauseEnd().Split(Placeholder().Replace(text, " "))
            .Select(WithoutCode)
            .Where(clause => clause.Length <= LongestClause && HasLanguage(clause));

    /// <summary>The letters of a text in lower case. Texts that differ in case, digits or punctuation only have equal keys.</summary>
    public static string Key(string text) => string.Concat(text.Where(char.IsLetter)).ToLowerInvariant();

    /// <summary>The clause with single blanks, and without the runs of ASCII that are code.</summary>
    private static string WithoutCode(string clause)
    {
        StringBuilder result = new(clause.Length);
        for (int start = 0; start < clause.Length;)
        {
            bool ascii = char.IsBetween(clause[start], '!', '~');
            int end = start + 1;
            while (end < clause.Length && ascii && char.IsBetween(clause[end], '!', '~'))
            {
                end++;
            }

            ReadOnlySpan<char> run = clause.AsSpan(start..end);
            if (!char.IsWhiteSpace(run[0]) && !(ascii && IsCode(run)))
            {
                result.Append(run);
            }
            else if (result.Length > 0 && result[^1] != ' ')
            {
                result.Append(' ');
            }

            start = end;
        }

        return result.ToString().TrimEnd();
    }

    /// <summary>Options, paths, numbers, identifiers (fooBar, Foo.Bar, FOO).</summary>
    private static bool IsCode(ReadOnlySpan<char> run)
    {
        bool code = run.ContainsAny(CodeCharacters) || (run[0] == '-' && run.Length > 1);
        int capitals = 0;
        for (int i = 0; i < run.Length; i++)
        {
            capitals += char.IsAsciiLetterUpper(run[i]) ? 1 : 0;
            code |= i > 0 && char.IsAsciiLetterUpper(run[i]) && char.IsAsciiLetterLower(run[i - 1]);
            code |= i > 0 && char.IsAsciiLetter(run[i]) && run[i - 1] == '.';
        }

        return code || capitals > 1;
    }

    private static bool HasLanguage(string clause)
    {
        int letters = clause.Count(char.IsLetter);
        return letters >= FewestLetters || (letters >= FewestIdeographs && clause.Count(IsIdeograph) >= FewestIdeographs);
    }

    // Kana, Han and Hangul: a letter says as much as several of an alphabet.
    private static bool IsIdeograph(char c) => c is >= '\u3040' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7AF';

    [GeneratedRegex(@"\{[^{}]*\}|<[^<>]*>|%[A-Za-z0-9]+|https?://\S+")]
    private static partial Regex Placeholder();

    // A line's end, and punctuation that ends a clause.
    [GeneratedRegex(@"[\r\n\t]+|[.!?;:]+(?=\s|$)|[。！？；：]+")]
    private static partial Regex ClauseEnd();
}
