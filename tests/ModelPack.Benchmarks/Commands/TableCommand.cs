using System.CommandLine;
using ModelPack.Benchmarks.Reports;

namespace ModelPack.Benchmarks.Commands;

/// <summary><c>table</c>: results of <c>ratios</c> as Markdown.</summary>
internal static class TableCommand
{
    private const string Begin = "<!-- benchmarks -->";
    private const string End = "<!-- /benchmarks -->";

    private static readonly Argument<string[]> Results = new("results") { Description = "Files that 'ratios' has written.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> Into = new("--into") { Description = $"A Markdown file that takes the tables between {Begin} and {End}." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("table", "Writes results as Markdown tables.") { Results, Into };
        command.SetAction(parsed =>
        {
            string text = string.Join('\n', parsed.GetValue(Results)!.Select(path => MarkdownReport.Write(Report.Load(path))));
            if (parsed.GetValue(Into) is { } path)
            {
                string document = File.ReadAllText(path);
                int begin = document.IndexOf(Begin, StringComparison.Ordinal);
                int end = document.IndexOf(End, StringComparison.Ordinal);
                if (begin < 0 || end < begin)
                {
                    Console.Error.WriteLine($"'{path}' has no {Begin} with {End} behind it.");
                    return 1;
                }

                File.WriteAllText(path, $"{document[..begin]}{Begin}\n{text}{document[end..]}");
            }
            else
            {
                Console.WriteLine(text);
            }

            return 0;
        });
        return command;
    }
}
