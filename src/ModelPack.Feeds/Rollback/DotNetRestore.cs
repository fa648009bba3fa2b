using System.Diagnostics;
using ModelPack.Feeds.Diagnostics;

namespace ModelPack.Feeds.Rollback;

/// <summary>Runs <c>dotnet restore</c>, so that a lock file goes along with a changed reference.</summary>
internal static class DotNetRestore
{
    private const int ShownLines = 5;

    /// <summary>Restores a project.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It fails (MP5075).</exception>
    public static async Task RunAsync(string project, CancellationToken cancellationToken)
    {
        // A locked restore would only say that the lock file is not up to date; and what was published a moment ago is in no cache.
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet", ["restore", project, "-p:RestoreLockedMode=false", "--no-http-cache", "-nologo"])
        {
            WorkingDirectory = Path.GetDirectoryName(project)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string variable in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(variable);
        }

        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            try
            {
                await process.WaitForExitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }

            if (process.ExitCode != 0)
            {
                string[] lines = [.. $"{await output}\n{await error}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal).TakeLast(ShownLines)];
                throw Failed(project, lines.Length == 0 ? $"it ended with {process.ExitCode}" : string.Join(" ", lines));
            }
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw Failed(project, exception.Message);
        }
    }

    private static Core.Diagnostics.ModelPackException Failed(string project, string why) => FeedProblems.Fail(
        FeedDiagnosticCodes.RestoreFailed, $"'dotnet restore' of '{project}' failed after the reference was changed: {why.TrimEnd('.')}. Mend that, and run 'dotnet restore' again; the change stays.", file: project);
}
