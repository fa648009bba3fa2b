using System.Globalization;
using System.Text;

namespace ModelPack.Core.Records;

/// <summary>
/// The names of people. Two are one person's where they differ in case, in blanks, in characters that nobody sees, or in how letters are composed (Unicode NFC): one
/// person must not count as two.
/// </summary>
public static class PersonNames
{
    /// <summary>The longest name.</summary>
    public const int MaximumLength = 200;

    /// <summary>Compares names as people do.</summary>
    public static IEqualityComparer<string> Comparer { get; } = EqualityComparer<string>.Create((one, other) => Key(one) == Key(other), name => Key(name)!.GetHashCode(StringComparison.Ordinal));

    /// <summary>Whether two names are one person's.</summary>
    /// <param name="one">A name.</param>
    /// <param name="other">Another.</param>
    public static bool AreSame(string one, string other) => Key(one) == Key(other);

    /// <summary>Why a name cannot be stated: the rest of a sentence that begins with it.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The reason, or <see langword="null"/> where it can be.</returns>
    public static string? Explain(string name) =>
        string.IsNullOrWhiteSpace(name) ? "is empty"
        : name.Length > MaximumLength ? $"is longer than {MaximumLength} characters"
        : name.EnumerateRunes().Any(IsInvisible) ? "has control characters, or others that nobody sees"
        : name != name.Trim() ? "begins or ends with a blank"
        : null;

    private static string? Key(string? name)
    {
        if (name is null)
        {
            return null;
        }

        StringBuilder text = new();
        foreach (Rune rune in name.EnumerateRunes().Where(rune => Rune.IsWhiteSpace(rune) || !IsInvisible(rune)))
        {
            text.Append(Rune.IsWhiteSpace(rune) ? " " : rune.ToString());
        }

        return string.Join(' ', text.ToString().Normalize(NormalizationForm.FormC).Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
    }

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        || rune == Rune.ReplacementChar;
}
