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
        if (string.IsNullOrEmpty(text) || !text.Any(IsUnsafe))
        {
            return text ?? "";
        }

        StringBuilder shown = new(text.Length + 16);
        foreach (char character in text.ReplaceLineEndings("\n"))
        {
            _ = character is '\n' or '\t' ? shown.Append(' ')
                : IsUnsafe(character) ? shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")
                : shown.Append(character);
        }

        return shown.ToString();
    }

    /// <summary>As <see cref="Line"/>, for markup.</summary>
    public static string Markup(string? text) => Spectre.Console.Markup.Escape(Line(text));

    /// <summary>As <see cref="Line"/>, as a part of a table.</summary>
    public static Text Text(string? text, Style? style = null) => new(Line(text), style);

    /// <summary>A number of bytes for people.</summary>
    public static string Size(long bytes)
    {
        string[] units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
        double size = bytes;
        int unit = 0;
        for (; size >= 1024 && unit < units.Length - 1; unit++)
        {
            size /= 1024;
        }

        return unit == 0 ? $"{bytes} bytes" : string.Create(CultureInfo.InvariantCulture, $"{size:0.##} {units[unit]}");
    }

    // Surrogates in pairs are characters; what is alone is no text, and consoles write a question mark.
    private static bool IsUnsafe(char character) =>
        char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
