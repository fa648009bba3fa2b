using System.ComponentModel;
using System.Diagnostics;

using ModelPack.Runtime.Tasks.Graph;

namespace ModelPack.Runtime.Tasks.Revocations;

/// <summary>
/// Asks by a restore of a project of its own, in a process of its own: NuGet's configuration, source mapping and credentials apply, and what it says of models that
/// have no revocations, the normal case, reaches nobody.
/// </summary>
/// <param name="settings">What the service tells NuGet.</param>
/// <param name="host">The <c>dotnet</c> to run.</param>
/// <param name="timeout">How long it may take.</param>
internal sealed class RevocationRestore(RestoreSettings settings, string host, TimeSpan timeout) : IRevocationSource
{
    private const string NoSuchPackage = "NU1101";

    /// <inheritdoc/>
    public RevocationAnswer Ask(IReadOnlyList<string> models, string folder, CancellationToken cancellation)
    {
        string project = Path.Combine(folder, "Revocations.csproj");
        string assets = Path.Combine(folder, "obj", "project.assets.json");
        try
        {
            // Else it might say that there is nothing to do, while a source has something new.
            if (Directory.Exists(Path.GetDirectoryName(assets)))
            {
                Directory.Delete(Path.GetDirectoryName(assets)!, recursive: true);
            }

            File.WriteAllText(project, RestoreProject.Text(models.Select(RevocationRecords.PackageOf), settings));
            string output = Run(project, cancellation);
            return File.Exists(assets) ? Read(ProjectAssets.Read(assets, RestoreProject.Framework), models) : new RevocationAnswer([], FirstError(output));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or Win32Exception or TimeoutException)
        {
            return new RevocationAnswer([], exception.Message.TrimEnd('.'));
        }
    }

    private static RevocationAnswer Read(ProjectAssets assets, IReadOnlyList<string> models)
    {
        List<Revocation> revocations = [];
        string? flaw = null;
        string? failure = assets.Messages.FirstOrDefault(message => message is { Level: "Error", Code: not NoSuchPackage }) is { } error ? $"{error.Code}: {error.Text.TrimEnd('.')}" : null;
        foreach (string model in models)
        {
            string id = RevocationRecords.PackageOf(model);
            if (!assets.Libraries.TryGetValue(id, out Library? library))
            {
                if (failure is null && !assets.Messages.Any(message => message.Code == NoSuchPackage && message.Library.Equals(id, StringComparison.OrdinalIgnoreCase)))
                {
                    failure = $"the restore did not say whether there is a package '{id}'";
                }

                continue;
            }

            string? file = assets.PackageFolders.Select(folder => Path.Combine(folder, library.Path, RevocationRecords.Entry)).FirstOrDefault(File.Exists);
            try
            {
                revocations.AddRange(file is null ? throw new InvalidDataException($"it has no {RevocationRecords.Entry}") : RevocationRecords.Read(file, model));
            }
            catch (InvalidDataException exception)
            {
                // No source that is away: who pushed this may want that a revocation is not learned.
                flaw ??= $"the package '{library.Name}' cannot be right: {exception.Message.TrimEnd('.')}";
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                failure ??= $"the package '{library.Name}' cannot be read: {exception.Message.TrimEnd('.')}";
            }
        }

        return new RevocationAnswer(revocations, failure, flaw);
    }

    private static string FirstError(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase))?.TrimEnd('.')
        ?? "the restore ended without a word";

    private string Run(string project, CancellationToken cancellation)
    {
        ProcessStartInfo start = new(host, ["msbuild", project, "-target:Restore", "-nologo", "-verbosity:quiet", "-noAutoResponse", "-nodeReuse:false", "-maxCpuCount:1", "-terminalLogger:off"])
        {
            WorkingDirectory = settings.ProjectFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        // Of the build that this is a part of.
        foreach (string variable in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(variable);
        }

        using Process process = Process.Start(start)!;
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            process.WaitForExitAsync(limit.Token).GetAwaiter().GetResult();
            return output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException(FormattableString.Invariant($"there was no answer within {timeout.TotalSeconds:0} seconds"));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
