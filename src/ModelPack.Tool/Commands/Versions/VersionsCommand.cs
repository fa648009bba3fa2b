using System.CommandLine;
using System.Text;
using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds;
using ModelPack.Feeds.Filters;
using ModelPack.Feeds.History;
using ModelPack.Feeds.Remote;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Output;
using Spectre.Console;

namespace ModelPack.Tool.Commands.Versions;

/// <summary><c>versions</c>: which versions of a model there are, and what each is.</summary>
internal static class VersionsCommand
{
    private const string Table = "table";
    private const string Json = "json";
    private const string Csv = "csv";
    private const string Markdown = "markdown";

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> id = new("id") { Description = "The package id of the model." };
        Option<string?> where = new("--where", "-w") { Description = "Show versions only of which this is true, e.g. 'metrics.accuracy >= 0.9 and data.version == \"2026-05\"'.", HelpName = "filter" };
        Option<string> format = new("--format", "-f") { Description = "How they are written.", DefaultValueFactory = _ => Table };
        format.AcceptOnlyFromAmong(Table, Json, Csv, Markdown);
        Option<int?> last = new("--last", "-n") { Description = "Show the highest so many versions only.", HelpName = "count" };
        CountOptions.RequirePositive(last, "versions");
        Option<bool> releases = new("--releases") { Description = "Leave prereleases out." };
        Command command = new("versions", "Show the versions of a model on its feeds: metrics, size, signature, aliases.") { id, where, format, last, releases };
        HistoryArguments history = new(command);
        command.Runs(async (result, output, cancellationToken) =>
        {
            // Before any feed is asked.
            VersionFilter? filter = result.GetValue(where) is { } text ? VersionFilter.Parse(text) : null;
            RemotePackages packages = history.Packages(result, output);
            ReleasePolicy? policy = history.Policy(result, output);
            HistoryOptions options = history.Options(result, packages.Context, policy) with { Prerelease = !result.GetValue(releases) };
            ModelHistory found = await new HistoryReader(packages).ReadAsync(result.GetValue(id)!, options, cancellationToken);
            // All of them: a field that none has is told.
            ModelVersion[] selected = [.. found.Versions.Reverse().Where(version => filter is null || IsSelected(filter, version, found.Metrics))];
            found = found with { Failures = [.. found.Failures, .. filter is not null && found.Versions.Count > 0 ? filter.UnknownFields : []] };
            Write(found, result.GetValue(last) is { } count ? [.. selected.Take(count)] : selected, output.IsJson ? Json : result.GetValue(format)!, output);
            // A version that cannot be read is shown with what is wrong; what was not had at all is not.
            return ExitCodes.Of(found.Failures.Concat(found.Versions.Select(version => version.Problem).OfType<Problem>().Where(problem => FeedProblemKinds.Of(problem) == FeedProblemKind.NotReachable)));
        });
        return command;
    }

    private static bool IsSelected(VersionFilter filter, ModelVersion version, IReadOnlyList<string> metrics)
    {
        JsonElement row = JsonSerializer.SerializeToElement(VersionDocument.Of(version, metrics), VersionsJsonContext.Default.VersionDocument);
        if (version.ManifestBytes.IsEmpty)
        {
            return filter.Matches(row);
        }

        using JsonDocument manifest = JsonDocument.Parse(version.ManifestBytes);
        return filter.Matches(manifest.RootElement, row);
    }

    private static void Write(ModelHistory history, ModelVersion[] versions, string format, ToolOutput output)
    {
        if (format is Table or Markdown)
        {
            // Before the table, and not in it: nobody overlooks it in the last column.
            foreach (ModelVersion version in versions.Where(version => version.Revocation is not null))
            {
                output.Note($"{version.Version.ToNormalizedString()} is REVOKED: {version.Revoked}");
            }
        }

        switch (format)
        {
            case Json:
                ToolOutput.Json(VersionsDocument.Of(history, versions), VersionsJsonContext.Default.VersionsDocument);
                return;
            case Csv:
                ToolOutput.Raw(Encoding.UTF8.GetBytes(VersionColumns.ForPrograms(history, versions).ToCsv()));
                break;
            case Markdown:
                ToolOutput.Raw(Encoding.UTF8.GetBytes(VersionColumns.ForPeople(history, versions).ToMarkdown()));
                break;
            case Table when versions.Length == 0:
                output.Answer.WriteLine(history.Versions.Count == 0 ? "There are no versions." : "No version fits.");
                break;
            case Table when Console.IsOutputRedirected:
                ToolOutput.Raw(Encoding.UTF8.GetBytes(VersionColumns.ForPeople(history, versions).ToText()));
                break;
            default:
                output.Answer.Write(VersionColumns.ForPeople(history, versions).ToTable());
                break;
        }

        foreach (string gap in history.Gaps)
        {
            output.Note($"gap: {gap}");
        }

        foreach (Problem failure in history.Failures)
        {
            output.Warn(failure);
        }
    }
}
