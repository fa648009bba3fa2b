using System.Text;

namespace ModelPack.Feeds.Filters;

/// <summary>Cuts the text of a filter into its parts.</summary>
internal static class FilterLexer
{
    /// <summary>The longest filter.</summary>
    public const int LongestText = 10_000;

    private static readonly string[] s_symbols = ["==", "!=", "<=", ">=", "<", ">", "~", "(", ")", ".", "[", "]"];

    /// <summary>Cuts a text; the last token is <see cref="FilterTokenKind.End"/>.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">There is something in it that no filter has (MP5043).</exception>
    public static IReadOnlyList<FilterToken> Read(string text)
    {
        if (text.Length > LongestText)
        {
            throw FilterProblems.Wrong(LongestText + 1, $"it has more than {LongestText} characters");
        }

        List<FilterToken> tokens = [];
        int at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length)
            {
                tokens.Add(new FilterToken(FilterTokenKind.End, "", at + 1));
                return tokens;
            }

            int start = at;
            bool isAfterDot = tokens is [.., var last] && last.Is(".") && last.Column == at;
            FilterToken token = text[at] switch
            {
                '"' or '\'' => new FilterToken(FilterTokenKind.Text, ReadText(text, ref at), start + 1),
                var first when IsNumberStart(text, at) && !isAfterDot => new FilterToken(FilterTokenKind.Number, ReadWhile(text, ref at, IsNumberPart), start + 1),
                var first when IsName(first) => new FilterToken(FilterTokenKind.Name, ReadWhile(text, ref at, letter => IsName(letter) || letter is '-' or '@' or '/'), start + 1),
                _ => new FilterToken(FilterTokenKind.Symbol, ReadSymbol(text, ref at), start + 1),
            };
            tokens.Add(token);
        }
    }

    private static bool IsName(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '$';

    private static bool IsNumberStart(string text, int at) =>
        char.IsAsciiDigit(text[at]) || (text[at] is '-' or '+' && at + 1 < text.Length && (char.IsAsciiDigit(text[at + 1]) || text[at + 1] == '.'))
            || (text[at] == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]) && (at == 0 || !IsName(text[at - 1])));

    private static bool IsNumberPart(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '+' or ':';

    private static string ReadWhile(string text, ref int at, Func<char, bool> isPart)
    {
        int start = at++;
        while (at < text.Length && isPart(text[at]))
        {
            at++;
        }

        return text[start..at];
    }

    private static string ReadText(string text, ref int at)
    {
        char quote = text[at];
        int start = at++;
        StringBuilder value = new();
        while (at < text.Length && text[at] != quote)
        {
            // A backslash stands before a quote or a backslash; before anything else it is itself, as patterns need it.
            if (text[at] == '\\' && at + 1 < text.Length && (text[at + 1] == quote || text[at + 1] == '\\'))
            {
                at++;
            }

            value.Append(text[at++]);
        }

        if (at == text.Length)
        {
            throw FilterProblems.Wrong(start + 1, $"the text that begins here has no closing {quote}");
        }

        at++;
        return value.ToString();
    }

    private static string ReadSymbol(string text, ref int at)
    {
        int start = at;
        if (Array.Find(s_symbols, symbol => text.AsSpan(start).StartsWith(symbol, StringComparison.Ordinal)) is { } found)
        {
            at += found.Length;
            return found;
        }

        string instead = text[at] switch
        {
            '=' => "; '==' compares",
            '&' => "; write 'and'",
            '|' => "; write 'or'",
            '!' => "; write 'not'",
            _ => "",
        };
        throw FilterProblems.Wrong(at + 1, $"'{Packages.PackageCheck.Printable(text[at].ToString())}' has no meaning here{instead}");
    }
}
