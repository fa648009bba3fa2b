using System.CommandLine;
using System.Globalization;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds;
using ModelPack.Feeds.History;
using ModelPack.Feeds.Remote;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Commands.Versions;
using ModelPack.Tool.Output;
using Spectre.Console;

namespace ModelPack.Tool.Commands.Log;

/// <summary><c>log</c>: what happened to a model, and who did it.</summary>
internal static class LogCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> id = new("id") { Description = "The package id of the model." };
        Option<int?> last = new("--last", "-n") { Description = "Show the newest so many entries only.", HelpName = "count" };
        CountOptions.RequirePositive(last, "entries");
        Command command = new("log", "Show the history of a model: what was published, promoted, approved, rolled back, revoked and deployed, by whom and why.") { id, last };
        HistoryArguments history = new(command, "Show what concerns this stage only: its alias, approvals and deployments for it, approvals for all stages, and revocations. Its alias is looked for even where the feed cannot be searched. Can be repeated.");
        command.Runs(async (result, output, cancellationToken) =>
        {
            RemotePackages packages = history.Packages(result, output);
            ReleasePolicy? policy = history.Policy(result, output);
            ModelLog log = await new LogReader(packages).ReadAsync(result.GetValue(id)!, policy, history.Options(result, packages.Context, policy), cancellationToken);
            IReadOnlyList<string> stages = history.Stages(result);
            IEnumerable<LogEntry> shown = log.Entries.Where(entry => stages.Count == 0 || Concerns(entry, stages));
            Write(log with { Entries = [.. result.GetValue(last) is { } count ? shown.TakeLast(count) : shown] }, output);
            return ExitCodes.Of(log.Problems);
        });
        return command;
    }

    private static bool Concerns(LogEntry entry, IReadOnlyList<string> stages) => entry.Stage is { } stage
        ? stages.Contains(stage, StringComparer.OrdinalIgnoreCase)
        : entry.Kind == LogEntryKind.Revoked || (entry.Kind == LogEntryKind.Attested && entry.Detail == AttestationTypes.Approval);

    private static void Write(ModelLog log, ToolOutput output)
    {
        if (output.IsJson)
        {
            ToolOutput.Json(new LogDocument(log.Id, log.Entries, [.. log.Problems.Select(ProblemDocument.Of)]), LogJsonContext.Default.LogDocument);
            return;
        }

        Grid lines = TextTables.Of(log.IsOfSeveralSources ? 5 : 4);
        foreach (LogEntry entry in log.Entries)
        {
            lines.AddRow(
            [
                Shown.Text(entry.Time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "?"),
                Shown.Text(LogLines.What(entry), entry.Kind == LogEntryKind.Revoked ? new Style(Color.Red) : Style.Plain),
                Shown.Text(LogLines.Who(entry)),
                .. log.IsOfSeveralSources ? new[] { Shown.Text(string.Join(", ", entry.Sources)) } : [],
                Shown.Text(LogLines.Why(entry)),
            ]);
        }

        output.Answer.Write(lines);
        foreach (Problem problem in log.Problems)
        {
            output.Warn(problem);
        }
    }
}
