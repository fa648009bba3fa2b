using System.CommandLine;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds;
using ModelPack.Feeds.Copying;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Commands.Push;
using ModelPack.Tool.Output;
using ModelPack.Tool.Targets;

namespace ModelPack.Tool.Commands.Copy;

/// <summary><c>copy</c>: a version with all it needs, from one feed or folder to another.</summary>
internal static class CopyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> what = new("what") { Description = "A model, alias or record package with its version: Id@Version." };
        Option<string> from = new("--from") { Description = "Where from: a name of nuget.config, a URL or a folder.", HelpName = "source", Required = true };
        Option<string> to = new("--to") { Description = "Where to: a name of nuget.config, a URL or a folder.", HelpName = "source", Required = true };
        Option<bool> noDependencies = new("--no-dependencies") { Description = "Leave out packages that are no models, such as ModelPack.Runtime. Without it they are copied where the target has no version that fits." };
        Option<bool> dryRun = new("--dry-run") { Description = "Say what would be sent, and send nothing." };
        Option<bool> verify = new("--verify") { Description = "Compare payloads that the target has byte by byte, instead of by their name, size and checksum." };
        Command command = new("copy", "Copy a version with all that it needs (payload packages, parts, dependencies) to another NuGet feed or folder. What is there already is not sent again, and never overwritten.") { what, from, to, noDependencies, dryRun, verify };
        PublishArguments publish = new(command);
        command.Runs(async (result, output, cancellationToken) =>
        {
            PackageReferenceText package = PackageReferenceText.Parse(result.GetValue(what)!) ?? throw ToolProblems.BadArgument($"'{result.GetValue(what)}' is no {PackageReferenceText.Form}. Name a package with its version.");
            FeedContext context = publish.Context(result);
            bool isDry = result.GetValue(dryRun);
            CopyReport report = await TransferBar.RunAsync(output, isDry ? "comparing" : "copying", progress =>
                new PackageCopier(context, result.GetValue(from)!, result.GetValue(to)!, publish.Options(result, output, progress, isDry, result.GetValue(verify)))
                    .CopyAsync(package.Id, package.Version, !result.GetValue(noDependencies), cancellationToken));
            CopyDocument document = CopyDocument.Of(result.GetValue(from)!, result.GetValue(to)!, isDry, report);
            if (output.IsJson)
            {
                ToolOutput.Json(document, CopyJsonContext.Default.CopyDocument);
                return ExitCodes.Done;
            }

            TransferText.Write(output.Answer, document.Packages, document.To, document.NewBytes, document.SkippedBytes);
            foreach (string missing in report.Missing)
            {
                output.Warn(new Problem(
                    FeedDiagnosticCodes.PackageNotFound, $"Neither source has the dependency {missing}: who restores needs another source for it.", Severity: ProblemSeverity.Warning));
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
