using System.Diagnostics;

namespace LanguageId.Trainer.Data;

/// <summary>Finds the .NET SDK that runs in the current folder.</summary>
internal static class SdkFolder
{
    /// <summary>The folder of the SDK that <c>dotnet --version</c> names.</summary>
    /// <exception cref="TrainerException">There is no SDK, or it is not where <c>dotnet --list-sdks</c> says.</exception>
    public static string Find()
    {
        string version = Ask("--version").Trim();

        // One line per SDK: "10.0.100 [/usr/share/dotnet/sdk]".
        string? line = Ask("--list-sdks").Split('\n').FirstOrDefault(line => line.StartsWith(version + " [", StringComparison.Ordinal));
        string? parent = line?[(version.Length + 2)..].TrimEnd().TrimEnd(']');
        return parent is not null && Directory.Exists(Path.Combine(parent, version))
            ? Path.Combine(parent, version)
            : throw new TrainerException($"The folder of .NET SDK {version} was not found. Name it with --sdk.");
    }

    private static string Ask(string argument)
    {
        // The trainer has no executable of its own: the process is dotnet itself.
        string host = Environment.ProcessPath!;
        using Process process = Process.Start(new ProcessStartInfo(host, argument) { RedirectStandardOutput = true })
            ?? throw new TrainerException($"'{host}' did not start.");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new TrainerException($"'{host} {argument}' ended with exit code {process.ExitCode}. Name the SDK's folder with --sdk.");
    }
}
