using System.CommandLine;
using ModelPack.Feeds;
using ModelPack.Feeds.Pushing;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Output;
using ModelPack.Tool.Targets;

namespace ModelPack.Tool.Commands.Push;

/// <summary><c>push</c>: a model to a feed or folder, payloads first.</summary>
internal static class PushCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> what = new("what") { Description = "A .nupkg, a folder that 'dotnet pack -o' wrote, or a model project (or its folder), which is packed first." };
        Option<string?> source = new("--source", "-s") { Description = "Where to: a name of nuget.config, a URL or a folder; by default the defaultPushSource of nuget.config.", HelpName = "source" };
        Option<bool> dryRun = new("--dry-run") { Description = "Say what would be sent, and send nothing." };
        Option<bool> verify = new("--verify") { Description = "Compare payloads that the source has byte by byte, instead of by their name, size and checksum." };
        Option<string?> configuration = new("--configuration", "-c") { Description = "The configuration that a project is packed in; by default that of 'dotnet pack', Release.", HelpName = "name" };
        Command command = new("push", "Push a model, and the payload packages that hold its large files, to a NuGet feed or folder. What is there already is not sent again, and never overwritten.") { what, source, dryRun, verify, configuration };
        PublishArguments publish = new(command);
        command.Runs(async (result, output, cancellationToken) =>
        {
            FeedContext context = publish.Context(result);
            string target = result.GetValue(source) ?? PackagePusher.DefaultSource(context) ?? throw ToolProblems.BadArgument("There is no source to push to: name one with --source, or set defaultPushSource in nuget.config.");
            bool isDry = result.GetValue(dryRun);
            string path = await Path(result.GetValue(what)!, result.GetValue(configuration), output, cancellationToken);
            (string name, PushReport report) = await TransferBar.RunAsync(output, isDry ? "comparing" : "pushing", async progress =>
            {
                PackagePusher pusher = new(context, target, publish.Options(result, output, progress, isDry, result.GetValue(verify)));
                return (pusher.Name, await pusher.PushModelAsync(path, cancellationToken));
            });
            PushDocument document = PushDocument.Of(name, isDry, report);
            if (output.IsJson)
            {
                ToolOutput.Json(document, PushJsonContext.Default.PushDocument);
            }
            else
            {
                TransferText.Write(output.Answer, document.Packages, name, document.NewBytes, document.SkippedBytes);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    // A folder with packages is what it holds, even where a project lies in it too.
    private static async Task<string> Path(string what, string? configuration, ToolOutput output, CancellationToken cancellationToken)
    {
        string path = System.IO.Path.GetFullPath(what);
        string? project = File.Exists(path) && ProjectTarget.IsProject(path) ? path
            : Directory.Exists(path) && !Directory.EnumerateFiles(path, "*.nupkg").Any() ? ProjectTarget.Find(path)
            : null;
        return project is null ? path : await PackedProject.PackAsync(project, configuration, output, cancellationToken);
    }
}
