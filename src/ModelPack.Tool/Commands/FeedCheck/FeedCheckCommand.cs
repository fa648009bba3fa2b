using System.CommandLine;
using ModelPack.Feeds.Probing;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Commands.Push;
using ModelPack.Tool.Commands.Validate;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Commands.FeedCheck;

/// <summary><c>feed check</c>: what does a feed promise, and which properties follow from that?</summary>
internal static class FeedCheckCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<string> source = new("--source", "-s") { Description = "The feed: a name of nuget.config, a URL or a folder.", HelpName = "source", Required = true };
        Option<string?> maximumSize = new("--max-size") { Description = "Find the largest package that the feed takes by pushing larger and larger ones, up to this size: bytes, or with KiB, MiB or GiB. By default the feed is only asked.", HelpName = "size" };
        Command command = new("check", "Find out what a feed promises: overwriting, deleting, largest package, search. Pushes small packages under an id that nobody has, and removes them as far as the feed lets it.") { source, maximumSize };
        PublishArguments publish = new(command);
        command.Runs(async (result, output, cancellationToken) =>
        {
            ProbeOptions options = new() { Push = publish.Options(result, output), MaximumSize = Size(result.GetValue(maximumSize)) };
            FeedPromises promises = await new FeedProbe(publish.Context(result), result.GetValue(source)!, options).RunAsync(cancellationToken);
            if (output.IsJson)
            {
                ToolOutput.Json(promises, FeedCheckJsonContext.Default.FeedPromises);
            }
            else
            {
                PromiseText.Write(output.Answer, promises);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static long Size(string? text) => text is null ? 0 : ByteSize.Parse(text) ?? throw ToolProblems.BadArgument($"'{text}' is no size. Write a number of bytes, or one with KiB, MiB or GiB.");
}
