using System.Text;

namespace ModelPack.Feeds.Diagnostics;

/// <summary>Text that comes from feeds and packages, as messages may show it.</summary>
internal static class FeedText
{
    private const int Longest = 500;

    /// <summary>The text on one line, without control characters, and not too long.</summary>
    public static string Clean(string text)
    {
        StringBuilder clean = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (clean.Length >= Longest)
            {
                return clean.Append('…').ToString();
            }

            bool isSpace = Rune.IsWhiteSpace(rune);
            if (isSpace && (clean.Length == 0 || clean[^1] == ' '))
            {
                continue;
            }

            // Format characters can turn the direction of what follows.
            clean.Append(isSpace ? " " : Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.Format ? "?" : rune.ToString());
        }

        return clean.ToString().Trim();
    }
}
