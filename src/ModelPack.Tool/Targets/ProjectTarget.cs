using System.Text.Json;
using ModelPack.Core.Packages;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Targets;

/// <summary>A model project: built by the user's own <c>dotnet</c>, so that what is seen is what a pack would take.</summary>
internal static class ProjectTarget
{
    private const string Target = "ModelPackGetPackage";
    private const string NoSuchTargetCode = "MSB4057";

    /// <summary>Whether a file is a project.</summary>
    public static bool IsProject(string path) => Path.GetExtension(path).EndsWith("proj", StringComparison.OrdinalIgnoreCase);

    /// <summary>The project in a folder; <see langword="null"/> where there is none.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">There are several (MP5100), or the folder cannot be read.</exception>
    public static string? Find(string folder)
    {
        try
        {
            string[] projects = [.. Directory.EnumerateFiles(folder).Where(IsProject).Order(StringComparer.Ordinal)];
            return projects.Length > 1 ? throw ToolProblems.SeveralProjects(folder, projects) : projects.FirstOrDefault();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ToolProblems.Unreadable(folder, exception);
        }
    }

    /// <summary>Builds a project and opens its model.</summary>
    /// <param name="project">The full path of the project file.</param>
    /// <param name="output">Takes what the build says where it fails.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is no model project (MP5100), or does not build (MP5101).</exception>
    public static async Task<TargetModels> OpenAsync(string project, ToolOutput output, CancellationToken cancellationToken)
    {
        string[] arguments = ["msbuild", project, "-restore", "-nologo", $"-t:{Target}", $"-getTargetResult:{Target}"];
        ProcessResult build = await DotNetProcess.RunAsync(arguments, Path.GetDirectoryName(project)!, cancellationToken);
        if (build.Error.Contains(NoSuchTargetCode, StringComparison.Ordinal))
        {
            throw ToolProblems.NoModelProject(project);
        }

        if (build.ExitCode != 0)
        {
            string[] lines = [.. build.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
            foreach (string line in lines)
            {
                output.Note(line);
            }

            throw ToolProblems.ProjectFails(project, lines.FirstOrDefault() ?? $"'dotnet msbuild' ended with {build.ExitCode}.");
        }

        (string manifestFile, string mapFile) = Result(build.Output) ?? throw ToolProblems.NoModelProject(project);
        ModelManifest manifest = PackageManifests.ReadFile(manifestFile);
        return new TargetModels([new TargetModel(TargetKind.Project, project, manifest, new MappedModelFiles(project, Map(manifest, mapFile, Path.GetDirectoryName(project)!)), content: null)]);
    }

    private static (string Manifest, string Map)? Result(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("TargetResults").GetProperty(Target).GetProperty("Items").EnumerateArray()
            .Select(item => ((string, string)?)(item.GetProperty("ModelPackManifest").GetString()!, item.GetProperty("ModelPackFileMap").GetString()!))
            .FirstOrDefault();
    }

    /// <summary>Where files lie that services get is in the map; the others lie as they are packed.</summary>
    private static Dictionary<string, string> Map(ModelManifest manifest, string mapFile, string folder)
    {
        Dictionary<string, string> map = new(StringComparer.Ordinal);
        foreach (string[] cells in File.ReadLines(mapFile).Select(line => line.Split('\t')).Where(cells => cells.Length > 1))
        {
            map[cells[0]] = cells[1];
        }

        foreach (ModelFile file in manifest.Files)
        {
            string path = Path.Combine(folder, file.Path);
            if (!map.ContainsKey(file.Path) && File.Exists(path))
            {
                map.Add(file.Path, path);
            }
        }

        return map;
    }
}
