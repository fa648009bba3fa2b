using System.Globalization;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Core.Packing;
using ModelPack.Core.Projects;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Targets;

/// <summary>A model project: built by the user's own <c>dotnet</c>, so that what is seen is what a pack would take.</summary>
internal static class ProjectTarget
{
    private const string Target = "ModelPackGetPackage";
    private const string NoSuchTargetCode = "MSB4057";
    private const string Sbom = "ModelPackGenerateSbom";
    private const string Provenance = "ModelPackGenerateProvenance";
    private const string SdkName = "ModelPack.Sdk";
    private const long LargestProject = 1 << 20;

    /// <summary>Whether a file is a project.</summary>
    public static bool IsProject(string path) => Path.GetExtension(path).EndsWith("proj", StringComparison.OrdinalIgnoreCase);

    /// <summary>The model project in a folder; <see langword="null"/> where there is none.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ModelPackException">There are several (MP5100), or the folder cannot be read.</exception>
    public static string? Find(string folder)
    {
        try
        {
            string[] projects = [.. Directory.EnumerateFiles(folder).Where(file => IsProject(file) && IsModelProject(file)).Order(StringComparer.Ordinal)];
            return projects.Length > 1 ? throw ToolProblems.SeveralProjects(folder, projects) : projects.FirstOrDefault();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ToolProblems.Unreadable(folder, exception);
        }
    }

    /// <summary>Builds a project and opens its model.</summary>
    /// <param name="project">The full path of the project file.</param>
    /// <param name="how">How it is built.</param>
    /// <param name="output">Takes what the build says where it fails.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <exception cref="ModelPackException">It is no model project (MP5100), or does not build (MP5101).</exception>
    public static async Task<TargetModels> OpenAsync(string project, ProjectBuild how, ToolOutput output, CancellationToken cancellationToken)
    {
        string[] arguments = ["msbuild", project, "-nologo", $"-t:{Target}", $"-getTargetResult:{Target}", $"-getProperty:{Sbom}", $"-getProperty:{Provenance}", .. how.Restore ? new[] { "-restore" } : [], .. how.Properties.Select(property => $"-p:{property}")];
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

        BuiltProject built = BuiltProject.Read(project, build.Output, Target) ?? throw ToolProblems.NoModelProject(project);
        return Open(project, new BuildState(built.StateFolder), built);
    }

    /// <summary>What a pack would take: the build's manifest with what the repository says.</summary>
    private static TargetModels Open(string project, BuildState state, BuiltProject built)
    {
        ModelManifest manifest = PackageManifests.ReadFile(state.Manifest);
        try
        {
            IReadOnlyList<PackedFile> packed = PackedFile.Read(state.PackageMap);
            long? epoch = long.TryParse(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) ? seconds : null;
            Problem? warning = RepositoryFacts.Add(manifest, project, packed, epoch);
            MappedModelFiles files = new(project, packed.ToDictionary(file => file.Path, file => file.Source, StringComparer.Ordinal));
            return new TargetModels([new TargetModel(TargetKind.Project, project, manifest, files, content: null) { HasSbom = !built.IsFalse(Sbom), HasStatement = !built.IsFalse(Provenance), Warnings = [.. state.ReadWarnings(), .. warning is null ? [] : new[] { warning }] }]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw ToolProblems.ProjectFails(project, exception.Message, exception);
        }
    }

    // A pipe has no length, and reading it would wait.
    private static bool IsModelProject(string file) => new FileInfo(file).Length is > 0 and <= LargestProject && File.ReadAllText(file).Contains(SdkName, StringComparison.OrdinalIgnoreCase);
}
