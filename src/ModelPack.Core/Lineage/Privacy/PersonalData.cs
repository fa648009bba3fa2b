using System.Text.RegularExpressions;

namespace ModelPack.Core.Lineage.Privacy;

/// <summary>Leaves out what tools record of the person that ran them: the home folder becomes <c>~</c>, an e-mail address <c>…@…</c>.</summary>
internal static partial class PersonalData
{
    /// <summary>A text without personal data.</summary>
    /// <param name="text">The text.</param>
    public static string Without(string text)
    {
        if (text.Contains('@', StringComparison.Ordinal))
        {
            text = Mail().Replace(text, static match => match.Groups[1].Value is "git" ? match.Value : "…@…");
        }

        return text.AsSpan().IndexOfAny('/', '\\') >= 0 ? Home().Replace(text, "~") : text;
    }

    /// <summary>The name in <c>name &lt;address&gt;</c>, as git has authors.</summary>
    /// <param name="author">The author.</param>
    public static string Name(string author) => Address().Replace(author, "") is { Length: > 0 } name ? name : author;

    /// <summary>Whether a text is an e-mail address.</summary>
    /// <param name="text">The text.</param>
    public static bool IsMail(string text) => Mail().Match(text) is { Success: true } match && match.Length == text.Length;

    [GeneratedRegex(@"\b([A-Za-z0-9._%+-]{1,64})@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,5}\.[A-Za-z]{2,24}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Mail();

    [GeneratedRegex(@"\s*<[^<>@\s]{1,64}@[^<>\s]{1,253}>", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    /// <summary>Names of users have blanks on Windows.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9._~])(?:file:///(?=[A-Za-z]:)|file://(?=/))?(?:[A-Za-z]:[/\\]{1,2}Users[/\\]{1,2}[^/\\""',:;\r\n]{1,64}(?=[/\\])|(?:/home/|/Users/|[A-Za-z]:[/\\]{1,2}Users[/\\]{1,2})[^/\\\s""',:;]{1,64})|(?<![A-Za-z0-9._~])/root(?=/|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Home();
}
