using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds;
using ModelPack.Tool.Output;
using ModelPack.Tool.Targets;

namespace ModelPack.Tool.Commands.Push;

/// <summary>Packs a project with the user's own <c>dotnet</c>, as <c>dotnet pack</c> does, into the folder that it says.</summary>
internal static class PackedProject
{
    private static readonly string[] Properties = ["PackageOutputPath", "PackageId", "PackageVersion", "IsPackable"];

    /// <summary>Packs a project.</summary>
    /// <param name="project">The full path of the project file.</param>
    /// <param name="configuration">The configuration; <see langword="null"/> for that of <c>dotnet pack</c>.</param>
    /// <param name="output">Takes what the build says where it fails.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <returns>The package file; its payload packages lie beside it.</returns>
    /// <exception cref="ModelPackException">It cannot be packed (MP5030).</exception>
    public static async Task<string> PackAsync(string project, string? configuration, ToolOutput output, CancellationToken cancellationToken)
    {
        output.Note($"Packing {Path.GetFileName(project)} …");
        string folder = Path.GetDirectoryName(project)!;
        ProcessResult pack = await DotNetProcess.RunAsync(
            ["pack", project, "-nologo", .. configuration is null ? Array.Empty<string>() : ["-c", configuration], $"-getProperty:{string.Join(',', Properties)}"], folder, cancellationToken);
        if (pack.ExitCode != 0)
        {
            string[] lines = [.. $"{pack.Error}\n{pack.Output}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
            foreach (string line in lines)
            {
                output.Note(line);
            }

            throw Fail(project, lines.FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? $"'dotnet pack' ended with {pack.ExitCode}.");
        }

        return Result(project, pack.Output) is { } package && File.Exists(package) ? package : throw Fail(project, "It makes no package; IsPackable may be false.");
    }

    private static string? Result(string project, string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement properties = document.RootElement.GetProperty("Properties");
            string output = properties.GetProperty("PackageOutputPath").GetString()!.Replace('\\', Path.DirectorySeparatorChar);
            string version = PackageLocator.ParseVersion(properties.GetProperty("PackageVersion").GetString()!).ToNormalizedString();
            return Path.Combine(Path.GetFullPath(output, Path.GetDirectoryName(project)!), $"{properties.GetProperty("PackageId").GetString()}.{version}.nupkg");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or ArgumentException)
        {
            return null;
        }
    }

    private static ModelPackException Fail(string project, string what) => new(new Problem(
        FeedDiagnosticCodes.PackFailed, $"'{project}' cannot be packed: {what.TrimEnd('.')}. Mend it; 'dotnet pack' shows everything.", project));
}
