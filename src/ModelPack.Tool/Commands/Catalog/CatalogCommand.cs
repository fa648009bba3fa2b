using System.CommandLine;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packing;
using ModelPack.Core.Records;
using ModelPack.Feeds;
using ModelPack.Feeds.Catalog;
using ModelPack.Feeds.History;
using ModelPack.Feeds.Remote;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Commands.Versions;
using ModelPack.Tool.Output;
using Spectre.Console;

namespace ModelPack.Tool.Commands.Catalog;

/// <summary><c>catalog</c>: a database of what feeds have.</summary>
internal static class CatalogCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<string> file = new("--sqlite") { Description = "The database: made, or brought up to date.", HelpName = "file", Required = true };
        Option<string[]> ids = new("--id") { Description = "Only this model. Can be repeated. By default all that the sources have.", HelpName = "id" };
        Command command = new("catalog", "Write models, versions, metrics and records of feeds into a SQLite database.") { file, ids };
        HistoryArguments history = new(command);
        command.Runs(async (result, output, cancellationToken) =>
        {
            RemotePackages packages = history.Packages(result, output);
            ReleasePolicy? policy = history.Policy(result, output);
            HistoryOptions options = history.Options(result, packages.Context, policy);
            CatalogReader reader = new(packages);
            string[] named = result.GetValue(ids) ?? [];
            CatalogFile catalog = CatalogFile.Open(result.GetValue(file)!);
            List<Problem> problems = [];
            CatalogIds found = named.Length > 0 ? new CatalogIds(named, []) : await reader.FindIdsAsync(packages.Context.Sources, cancellationToken);
            problems.AddRange(found.Failures);
            // A search does not show what is unlisted: what the catalog has is asked for, too.
            HashSet<string> known = new(catalog.ModelIds(), StringComparer.OrdinalIgnoreCase);
            string[] all = [.. found.Ids.Concat(named.Length > 0 ? [] : known).Distinct(StringComparer.OrdinalIgnoreCase)];
            (int models, int versions) = (0, 0);
            CatalogChanges changes = default;
            // A model is let go when it is written: feeds may have thousands, each with the manifests of all its versions.
            await catalog.WriteAsync(async writer =>
            {
                foreach (string id in all)
                {
                    try
                    {
                        if (await reader.ReadAsync(id, options, cancellationToken) is { } model)
                        {
                            changes += writer.Write(model);
                            models++;
                            versions += model.History.Versions.Count;
                            problems.AddRange(model.History.Failures.Concat(model.Records.Problems).Concat(model.History.Versions.Select(version => version.Problem).OfType<Problem>()));
                        }
                    }
                    catch (ModelPackException exception) when (exception.Problem.Code == FeedDiagnosticCodes.PackageNotFound && known.Contains(id) && !packages.Context.IsOffline)
                    {
                        changes += writer.Remove(id, [.. packages.Context.SourcesOf(id).Select(source => source.Name)]);
                    }
                    catch (ModelPackException exception) when (exception.Problem.Code is FeedDiagnosticCodes.NoSuchSource or FeedDiagnosticCodes.NotMapped && known.Contains(id) && named.Length == 0)
                    {
                        // Of sources that this run does not ask.
                    }
                    catch (ModelPackException exception)
                    {
                        problems.Add(exception.Problem);
                    }
                }
            });
            problems = [.. problems.DistinctBy(problem => (problem.Code, problem.Message))];
            Tell(
                new CatalogDocument(Path.GetFullPath(result.GetValue(file)!), models, versions, changes.Added, changes.Updated, changes.Removed, [.. problems.Select(ProblemDocument.Of)]),
                problems,
                output);
            return ExitCodes.Of(problems);
        });
        return command;
    }

    private static void Tell(CatalogDocument answer, List<Problem> problems, ToolOutput output)
    {
        if (output.IsJson)
        {
            ToolOutput.Json(answer, CatalogJsonContext.Default.CatalogDocument);
            return;
        }

        output.Answer.WriteLine(Shown.Line($"{answer.File}: {Counts.Text(answer.Models, "model")}, {Counts.Text(answer.Versions, "version")}; {answer.NewVersions} new, {answer.UpdatedVersions} changed, {answer.RemovedVersions} removed"));
        problems.ForEach(output.Warn);
    }
}
