using System.Globalization;
using System.Text;
using Spectre.Console;

namespace ModelPack.Tool.Output;

/// <summary>Texts of packages and feeds as a terminal may show them: nothing in them moves the cursor, hides or reverses text, or is markup.</summary>
internal static class Shown
{
    /// <summary>A text on one line; line ends are spaces, other control and format characters are escaped.</summary>
    public static string Line(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        StringBuilder shown = new(text.Length);
        // A lone surrogate is no character: it becomes the replacement character.
        foreach (Rune character in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            _ = character.Value is '\n' or '\t' ? shown.Append(' ')
                : !IsUnsafe(character) ? shown.Append(character)
                : character.IsBmp ? shown.Append(CultureInfo.InvariantCulture, $"\\u{character.Value:x4}")
                : shown.Append(CultureInfo.InvariantCulture, $"\\U{character.Value:x8}");
        }

        return shown.ToString();
    }

    /// <summary>What there is of some texts, which may be sentences, on one line.</summary>
    public static string List(params IEnumerable<string?> texts)
    {
        string[] there = [.. texts.OfType<string>().Where(text => text.Length > 0)];
        return string.Join("; ", there.Select((text, at) => at == there.Length - 1 ? text : text.TrimEnd('.')));
    }

    /// <summary>As <see cref="Line"/>, for markup.</summary>
    public static string Markup(string? text) => Spectre.Console.Markup.Escape(Line(text));

    /// <summary>As <see cref="Line"/>, as a part of a table.</summary>
    public static Text Text(string? text, Style? style = null) => new(Line(text), style);

    private static bool IsUnsafe(Rune character) =>
        Rune.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
