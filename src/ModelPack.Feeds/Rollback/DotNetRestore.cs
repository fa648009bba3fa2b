using System.Diagnostics;
using System.Text.Json;
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
        (int code, string output, string error) = await ExecuteAsync(project, ["restore", project, "-p:RestoreLockedMode=false", "--no-http-cache", "-nologo"], cancellationToken);
        if (code != 0)
        {
            string[] lines = [.. $"{output}\n{error}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal).TakeLast(ShownLines)];
            throw Failed(project, lines.Length == 0 ? $"it ended with {code}" : string.Join(" ", lines));
        }
    }

    /// <summary>Whether a project was restored with a version of a package: by <c>project.assets.json</c>, which a restore writes last. What cannot be told is no.</summary>
    public static async Task<bool> IsDoneAsync(string project, string id, string version, CancellationToken cancellationToken)
    {
        (int code, string output, _) = await ExecuteAsync(project, ["msbuild", project, "-getProperty:ProjectAssetsFile", "-nologo"], cancellationToken);
        string assets = output.Trim();
        return code == 0 && assets.Length > 0 && HasVersion(Path.GetFullPath(assets, Path.GetDirectoryName(project)!), $"{id}/{version}");
    }

    private static bool HasVersion(string assets, string library)
    {
        try
        {
            using FileStream stream = File.OpenRead(assets);
            using JsonDocument document = JsonDocument.Parse(stream);
            bool failed = document.RootElement.TryGetProperty("logs", out JsonElement logs) && logs.EnumerateArray().Any(log => log.TryGetProperty("level", out JsonElement level) && level.GetString() == "Error");
            return !failed && document.RootElement.GetProperty("libraries").EnumerateObject().Any(other => other.Name.Equals(library, StringComparison.OrdinalIgnoreCase));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // There is none, or none that is whole: the restore that follows makes it.
            return false;
        }
    }

    private static async Task<(int Code, string Output, string Error)> ExecuteAsync(string project, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet", arguments)
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

            return (process.ExitCode, await output, await error);
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw Failed(project, exception.Message);
        }
    }

    private static Core.Diagnostics.ModelPackException Failed(string project, string why) => FeedProblems.Fail(
        FeedDiagnosticCodes.RestoreFailed, $"'dotnet restore' of '{project}' failed after the reference was changed: {why.TrimEnd('.')}. Mend that, and run 'dotnet restore' again; the change stays.", file: project);
}
