using System.CommandLine;
using ModelPack.Core.Checklists;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Feeds;
using ModelPack.Feeds.History;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Output;
using ModelPack.Tool.Targets;

namespace ModelPack.Tool.Commands.Inspect;

/// <summary><c>inspect</c>: which model is this, and what is known of it?</summary>
internal static class InspectCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> what = new("what") { Description = TargetReader.Description };
        Option<string?> checklist = new("--checklist") { Description = $"Hold the model against a list: {G7Checklist.Name}, the G7's minimum elements of an SBOM for AI.", HelpName = G7Checklist.Name };
        checklist.AcceptOnlyFromAmong(G7Checklist.Name);
        Option<bool> all = new("--all") { Description = "Show long sections whole." };
        Option<bool> noVerify = new("--no-verify") { Description = "Do not compare the files with their digests." };
        Option<bool> fetch = new("--fetch") { Description = "Fetch payload packages that are not on this machine, so that they can be compared." };
        Command command = new("inspect", "Show which model a package, a project or a service has, what is known of it, and whether its files are whole.") { what, checklist, all, noVerify, fetch };
        SinceArguments since = new(command);
        command.Runs(async (result, output, cancellationToken) =>
        {
            PackageLocator packages = since.Feeds.Packages(result, output);
            TargetReader reader = new(packages, since.Feeds.Build(result, packages.Context), result.GetValue(fetch), output);
            using TargetModels models = await reader.OpenAsync(result.GetValue(what)!, cancellationToken);
            FileVerification verification = new(output, !result.GetValue(noVerify));
            InspectedModel[] inspected = [.. models.All.Select(model => new InspectedModel(model, model.Evidence(verification.Verify(model, cancellationToken))))];
            if (result.GetValue(checklist) is null)
            {
                IReadOnlyList<VersionRecords?> learned = await since.ReadAsync(result, models.All, packages.Context, output, cancellationToken);
                inspected = [.. inspected.Zip(learned, (model, records) => model with { Since = records })];
                Labels(inspected, output, result.GetValue(all));
            }
            else
            {
                Checklists(inspected, output);
            }

            foreach (Problem warning in models.All.SelectMany(model => model.Warnings))
            {
                output.Warn(warning);
            }

            Problem[] unknown = [.. inspected.SelectMany(model => model.Since?.Problems ?? []).DistinctBy(problem => (problem.Code, problem.Message))];
            foreach (Problem problem in unknown)
            {
                output.Warn(problem with { Severity = ProblemSeverity.Warning });
            }

            int known = !inspected.All(model => model.IsSound) ? ExitCodes.No : inspected.All(model => model.IsReadable) ? ExitCodes.Done : ExitCodes.NotReachable;
            return Math.Max(known, ExitCodes.Of(unknown));
        });
        return command;
    }

    private static void Labels(IReadOnlyList<InspectedModel> models, ToolOutput output, bool all)
    {
        if (output.IsJson)
        {
            ToolOutput.Json(new InspectDocument([.. models.Select(InspectDocument.Model)]), InspectJsonContext.Default.InspectDocument);
            return;
        }

        foreach (InspectedModel model in models)
        {
            LabelText.Write(model, output.Answer, all);
        }
    }

    private static void Checklists(IReadOnlyList<InspectedModel> models, ToolOutput output)
    {
        if (output.IsJson)
        {
            ToolOutput.Json(new ChecklistDocument(G7Checklist.Name, G7Checklist.Title, [.. models.Select(ChecklistDocument.Model)]), InspectJsonContext.Default.ChecklistDocument);
            return;
        }

        foreach (InspectedModel model in models)
        {
            ChecklistText.Write(model, output.Answer);
        }
    }
}
