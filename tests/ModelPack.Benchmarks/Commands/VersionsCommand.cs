using System.CommandLine;
using ModelPack.Benchmarks.Histories;

namespace ModelPack.Benchmarks.Commands;

/// <summary><c>versions</c>: how long the tool takes to list the versions of a model.</summary>
internal static class VersionsCommand
{
    private static readonly Option<int> Count = new("--versions") { Description = "How many versions the model has.", DefaultValueFactory = _ => 1000 };
    private static readonly Option<string> Size = new("--size") { Description = "The size of the weights, which are in the packages themselves.", DefaultValueFactory = _ => "10MiB" };
    private static readonly Option<int> Rounds = new("--rounds") { Description = "How often each call is made.", DefaultValueFactory = _ => 5 };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("versions", "Measures 'versions' of a model with large packages on a feed over HTTP on this machine, cold and warm. Needs versions times size in the system's temporary folder.") { Count, Size, Rounds };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using VersionsRun run = new(parsed.GetValue(Count), ByteSize.Parse(parsed.GetValue(Size)!));
            await run.Run(parsed.GetValue(Rounds), cancellationToken);
            return 0;
        });
        return command;
    }
}
