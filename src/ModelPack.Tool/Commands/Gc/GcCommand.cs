using System.CommandLine;
using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Core.Packing;
using ModelPack.Core.Records;
using ModelPack.Feeds;
using ModelPack.Feeds.Collecting;
using ModelPack.Feeds.Remote;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Output;
using NuGet.Configuration;
using Spectre.Console;

namespace ModelPack.Tool.Commands.Gc;

/// <summary><c>gc</c>: what no version, alias or record needs.</summary>
internal static class GcCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<int?> keep = new("--keep-prereleases") { Description = $"Of each model keep the newest so many prereleases, and all that were ever promoted, deployed or attested. Default: 'retention' of the policy, else all.", HelpName = "count" };
        Option<string[]> ids = new("--id") { Description = "A model of the feed that its search does not show, as one whose versions are all unlisted. Can be repeated.", HelpName = "id" };
        Option<string[]> records = new("--records-source") { Description = "Where aliases and records of the models are too, beside the feeds that --source names. Without it, what only an alias there needs can go, and what was promoted there counts as never promoted. Can be repeated.", HelpName = "source" };
        Option<bool> allListed = new("--all-listed") { Description = "Every model and alias of the HTTP feed has a listed version, but for those that --id names. Without it nothing of such a feed is proposed: its search does not show the others." };
        Option<double> age = new("--min-age") { Description = "How old something must be, in hours.", DefaultValueFactory = _ => 1, HelpName = "hours" };
        Option<string?> script = new("--script") { Description = "Write the commands that delete to this file: for PowerShell where it ends in .ps1, else for a shell.", HelpName = "file" };
        Option<bool> delete = new("--delete") { Description = "Delete: from folder feeds, or from this machine. Without it nothing is changed." };
        Command command = new("gc", "Show what no version, alias or record needs: on the feed that --source names, else in this machine's package folder and store.") { keep, ids, records, allListed, age, script, delete };
        PolicyArguments policy = new(command);
        FeedArguments feeds = new(command);
        command.Runs(async (result, output, cancellationToken) =>
        {
            FeedContext context = feeds.Context(result);
            IReadOnlyList<PackageSource> sources = feeds.Named(result).Count > 0 ? context.Sources : [];
            bool isDelete = result.GetValue(delete);
            // What a policy says decides what goes: one that cannot be read is an error.
            ReleasePolicy? rules = policy.Rules(result);
            CollectOptions options = Options(result.GetValue(keep) ?? rules?.Retention?.Prereleases, result.GetValue(ids) ?? [], result.GetValue(age)) with
            {
                AllListed = result.GetValue(allListed),
                // What is named together is one: an alias on one feed needs what it serves on another.
                RecordSources = [.. (result.GetValue(records) ?? []).Select(context.Find).Concat(sources).DistinctBy(source => source.Source, StringComparer.OrdinalIgnoreCase)],
                Stages = [.. rules?.Stages.Select(stage => stage.Name) ?? []],
            };
            if (result.GetValue(records) is { Length: > 0 } && sources.Count == 0)
            {
                throw ToolProblems.BadArgument("--records-source is for feeds: name the one with the models with --source.");
            }

            if (isDelete && sources.FirstOrDefault(source => !source.IsLocal) is { } http)
            {
                throw ToolProblems.BadArgument($"'{http.Name}' is no folder: what deleting means there is the feed's. Write a script with --script, look at it, and run it.");
            }

            if (result.GetValue(script) is not null && sources.Count > 1)
            {
                throw ToolProblems.BadArgument("A script is for one source. Name one.");
            }

            if (result.GetValue(script) is { } place)
            {
                RequireOwnScript(place);
            }

            RemotePackages packages = new(context, new FeedOptions { Warn = output.Warn });
            List<GcPlaceDocument> places = [];
            foreach (PackageSource? source in sources.Count == 0 ? [null] : (IEnumerable<PackageSource?>)sources)
            {
                FeedCollector collector = new(packages);
                MachineCollector machine = new(context);
                CollectionPlan plan = source is null ? machine.Plan(options, cancellationToken) : await collector.PlanAsync(source, options, cancellationToken);
                if (result.GetValue(script) is { } path)
                {
                    bool isPowerShell = path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase);
                    // Without a mark Windows PowerShell reads another encoding, in which a letter's bytes can be a quote.
                    OutputFile.Write(path, [.. isPowerShell ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(CollectionScript.Write(plan, isPowerShell))]);
                }

                CollectionResult? done = !isDelete ? null : source is null ? await machine.DeleteAsync(plan, cancellationToken) : await collector.DeleteAsync(plan, options, cancellationToken);
                IReadOnlyList<Garbage> items = done?.Deleted ?? plan.Items;
                places.Add(new GcPlaceDocument(source?.Name, items.Sum(item => item.Size ?? 0), items, plan.Kept, [.. plan.Problems.Concat(done?.Problems ?? []).Select(ProblemDocument.Of)]));
                Write(places[^1], isDelete, plan.Problems.Concat(done?.Problems ?? []), output);
                if (done?.Problems.Count > 0)
                {
                    WriteAll(places, isDelete, output);
                    return ExitCodes.NotReachable;
                }
            }

            WriteAll(places, isDelete, output);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>A file that is no script of this command is not replaced; pipes and devices are written to.</summary>
    private static void RequireOwnScript(string path)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full) || !RegularFiles.Is(full))
        {
            return;
        }

        using StreamReader reader = new(RegularFiles.Open(full));
        char[] start = new char[100];
        int count = reader.ReadBlock(start);
        if (count > 0 && !CollectionScript.IsOne(new string(start, 0, count)))
        {
            throw ToolProblems.BadArgument($"'{path}' is there, and is no script of 'gc': it is not replaced. Name another file, or delete it.");
        }
    }

    private static CollectOptions Options(int? keep, string[] ids, double hours) => keep < 0 ? throw ToolProblems.BadArgument("--keep-prereleases takes a number of versions, not less than 0.")
        : double.IsFinite(hours) && hours is >= 0 and <= 100_000 ? new CollectOptions { KeepPrereleases = keep, Ids = ids, MinimumAge = TimeSpan.FromHours(hours) }
        : throw ToolProblems.BadArgument("--min-age takes a number of hours, not less than 0.");

    private static void WriteAll(List<GcPlaceDocument> places, bool isDelete, ToolOutput output)
    {
        if (output.IsJson)
        {
            ToolOutput.Json(new GcDocument(!isDelete, places), GcJsonContext.Default.GcDocument);
        }
    }

    private static void Write(GcPlaceDocument place, bool isDelete, IEnumerable<Problem> problems, ToolOutput output)
    {
        if (output.IsJson)
        {
            return;
        }

        Grid table = TextTables.Of(4);
        foreach (Garbage item in place.Items)
        {
            table.AddRow(Shown.Text(item.Version is { } version ? $"{item.Id} {version}" : item.Path), Shown.Text(item.Size is { } size ? ByteSizes.Text(size) : ""), Shown.Text(item.Time?.ToString("yyyy-MM-dd", null) ?? ""), Shown.Text(item.Reason));
        }

        if (place.Items.Count > 0)
        {
            output.Answer.Write(table);
        }

        output.Answer.WriteLine(Shown.Line($"{place.Source ?? "This machine"}: {Counts.Text(place.Items.Count, "thing")} {(isDelete ? "deleted" : "can go")}, {ByteSizes.Text(place.Bytes)}"));
        foreach (string kept in place.Kept)
        {
            output.Note($"kept: {kept}");
        }

        foreach (Problem problem in problems)
        {
            output.Warn(problem);
        }
    }
}
