using System.Globalization;
using System.Text;

namespace ModelPack.Sdk.Tasks;

/// <summary>Text that MSBuild takes as it is.</summary>
internal static class EscapedText
{
    /// <summary>MSBuild unescapes what a task gives: a file called <c>%41</c> would become <c>A</c>.</summary>
    /// <param name="text">The text.</param>
    public static string Of(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (char c in text)
        {
            _ = c is '%' or '*' or '?' or '@' or '$' or '(' or ')' or ';' or '\''
                ? escaped.Append('%').Append(((int)c).ToString("x2", CultureInfo.InvariantCulture))
                : escaped.Append(c);
        }

        return escaped.ToString();
    }
}
