using System.ComponentModel;
using System.Diagnostics;

namespace ModelPack.Feeds.Records;

/// <summary>Asks git for its user.</summary>
internal static class GitUser
{
    /// <summary><c>user.name</c> as it applies to a folder; <see langword="null"/> where there is no git, or no name.</summary>
    public static string? Read(string folder)
    {
        ProcessStartInfo start = new("git", ["config", "user.name"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            using Process process = Process.Start(start)!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            string name = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 && name.Length is > 0 and <= 200 ? name : null;
        }
        catch (Win32Exception)
        {
            // No git on this machine: the next source of a name is asked.
            return null;
        }
    }
}
