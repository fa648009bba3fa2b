using System.Text.RegularExpressions;

namespace ModelPack.EndToEnd.Tests.Incident;

/// <summary>A command of the runbook.</summary>
/// <param name="Section">The heading that it stands under.</param>
/// <param name="Line">The line as it is written.</param>
/// <param name="Words">Program and arguments.</param>
/// <param name="Fails">The code that it fails with, as the comment behind it says.</param>
internal sealed partial record RunbookCommand(string Section, string Line, IReadOnlyList<string> Words, string? Fails)
{
    /// <summary>Reads every command of the fenced blocks of a page, in order.</summary>
    public static IReadOnlyList<RunbookCommand> Read(string page)
    {
        List<RunbookCommand> commands = [];
        string section = "";
        bool isCode = false;
        foreach (string line in page.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                Assert.True(isCode || line == "```sh", $"'{line}' begins a block that is not executed");
                isCode = !isCode;
            }
            else if (isCode)
            {
                commands.Add(Parse(section, line));
            }
            else if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                section = line[3..];
            }
        }

        return commands;
    }

    private static RunbookCommand Parse(string section, string line)
    {
        int comment = line.IndexOf(" #", StringComparison.Ordinal);
        Match fails = Code().Match(comment < 0 ? "" : line[comment..]);
        string[] words = [.. Word().Matches(comment < 0 ? line : line[..comment]).Select(word => word.Value.Trim('"'))];
        return new RunbookCommand(section, line, words, fails.Success ? fails.Value : null);
    }

    [GeneratedRegex("\"[^\"]*\"|[^ ]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"MP\d{4}")]
    private static partial Regex Code();
}
