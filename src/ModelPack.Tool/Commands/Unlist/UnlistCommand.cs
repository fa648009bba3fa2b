using System.CommandLine;
using ModelPack.Feeds.Unlisting;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Commands.Push;
using ModelPack.Tool.Output;
using ModelPack.Tool.Targets;
using Spectre.Console;

namespace ModelPack.Tool.Commands.Unlist;

/// <summary><c>unlist</c>: a version is no longer shown by searches; who names it still gets it.</summary>
internal static class UnlistCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> what = new("what") { Description = "The package with its version: Id@Version." };
        Option<string> source = new("--source", "-s") { Description = "The feed: a name of nuget.config or a URL.", HelpName = "source", Required = true };
        Option<bool> feedUnlists = new("--feed-unlists") { Description = "Take it from you that the feed unlists where NuGet's protocol says delete. Without it, 'feed check' must have found that out on this machine." };
        Command command = new("unlist", "Hide a version from searches and from \"latest\"; who names it still gets it. Refused where the feed would delete it instead.") { what, source, feedUnlists };
        PublishArguments publish = new(command);
        command.Runs(async (result, output, cancellationToken) =>
        {
            PackageReferenceText package = PackageReferenceText.Parse(result.GetValue(what)!) ?? throw ToolProblems.BadArgument($"'{result.GetValue(what)}' is no {PackageReferenceText.Form}. Name a package with its version.");
            PackageUnlister unlister = new(publish.Context(result), result.GetValue(source)!, publish.Options(result, output));
            UnlistedPackage unlisted = await unlister.UnlistAsync(package.Id, package.Version, result.GetValue(feedUnlists), cancellationToken);
            if (output.IsJson)
            {
                ToolOutput.Json(new UnlistDocument(unlisted.Id, unlisted.Version.ToNormalizedString(), unlister.Name, unlisted.IsConfirmed), UnlistJsonContext.Default.UnlistDocument);
            }
            else
            {
                string name = $"{unlisted.Id}@{unlisted.Version.ToNormalizedString()}";
                output.Answer.WriteLine(Shown.Line(unlisted.IsConfirmed
                    ? $"{name} is no longer listed on {unlister.Name}. Who names it still gets it."
                    : $"{unlister.Name} was asked to unlist {name}, and still has it. Whether it is listed is not known: the feed does not tell."));
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
