using System.CommandLine;
using ModelPack.Benchmarks.Pushes;

namespace ModelPack.Benchmarks.Commands;

/// <summary><c>push</c>: the tool's push against the stock one.</summary>
internal static class PushCommand
{
    private static readonly Option<string> Size = new("--size") { Description = "The size of the weights.", DefaultValueFactory = _ => "1GiB" };
    private static readonly Option<int> Pairs = new("--pairs") { Description = "How often each comparison is made.", DefaultValueFactory = _ => 5 };
    private static readonly Option<string?> Work = new("--work") { Description = "The folder to work in; needs four times the size. Default: the system's temporary folder." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("push", "Compares pushing to a feed over HTTP on this machine with 'dotnet nuget push' of the same files. Page cache warm.") { Size, Pairs, Work };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using PushRun run = new(ByteSize.Parse(parsed.GetValue(Size)!), parsed.GetValue(Work));
            await run.Run(parsed.GetValue(Pairs), cancellationToken);
            return 0;
        });
        return command;
    }
}
