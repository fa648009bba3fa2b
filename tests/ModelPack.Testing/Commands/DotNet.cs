namespace ModelPack.Testing;

/// <summary>The real <c>dotnet</c> of the test run, in the neutral environment of a workspace.</summary>
public sealed class DotNet
{
    private static readonly string[] BinaryLogCommands = ["build", "clean", "msbuild", "pack", "publish", "restore"];

    private readonly CommandRunner runner;

    internal DotNet(CommandRunner runner)
    {
        this.runner = runner;
    }

    /// <summary>The <c>dotnet</c> executable that runs this test.</summary>
    // The shared framework lies in <root>/shared/Microsoft.NETCore.App/<version>.
    public static string HostPath { get; } = Path.GetFullPath(Path.Combine(
        Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>
    /// Runs <c>dotnet</c> with a binary log where the command builds (unless the arguments name one), and waits for its end.
    /// </summary>
    /// <param name="folder">The working folder, relative to the workspace or absolute.</param>
    /// <param name="arguments">The command and its arguments, one each.</param>
    public Task<CommandResult> Run(string folder, params IEnumerable<string> arguments)
    {
        List<string> all = [.. arguments];
        int number = runner.NextNumber();
        string? binaryLog = all.Where(argument => argument.StartsWith("-bl:", StringComparison.Ordinal)).Select(argument => argument[4..]).FirstOrDefault();
        if (binaryLog is null && BinaryLogCommands.Contains(all.FirstOrDefault()))
        {
            binaryLog = runner.LogPath(number, ".binlog");
            all.Add("-bl:" + binaryLog);
        }

        return runner.RunNumbered(number, folder, HostPath, all, binaryLog);
    }

    /// <summary>Starts <c>dotnet</c> with a command that runs until it is disposed, such as <c>run</c> or a service's assembly.</summary>
    /// <inheritdoc cref="Run(string, IEnumerable{string})"/>
    public RunningCommand Start(string folder, params IEnumerable<string> arguments) => runner.Start(folder, HostPath, arguments);
}
