using ModelPack.Core.Packing;

namespace ModelPack.Tool.Targets;

/// <summary>What a folder is to all commands.</summary>
/// <param name="Kind">What it is; <see langword="null"/> where it is nothing that has models.</param>
/// <param name="Manifests">Of a service, the manifest of each model, ordered.</param>
/// <param name="Project">Of a project's folder, the project.</param>
internal sealed record TargetFolder(TargetKind? Kind, IReadOnlyList<string> Manifests, string? Project)
{
    private const string ModelsFolder = "models";

    /// <summary>Looks at a folder: an extracted package, one model of a service, a model project, or the output of a service.</summary>
    /// <param name="folder">The full path.</param>
    /// <exception cref="Core.Diagnostics.ModelPackException">It cannot be read, or has several model projects (MP5100).</exception>
    public static TargetFolder Of(string folder)
    {
        if (File.Exists(Path.Combine(folder, PackageLayout.Manifest)))
        {
            return new TargetFolder(TargetKind.InstalledPackage, [], null);
        }

        string manifest = Path.Combine(folder, ModelManifest.FileName);
        return File.Exists(manifest) ? new TargetFolder(TargetKind.Service, [manifest], null)
            : ProjectTarget.Find(folder) is { } project ? new TargetFolder(TargetKind.Project, [], project)
            : ManifestsIn(Path.Combine(folder, ModelsFolder)) is { Length: > 0 } manifests ? new TargetFolder(TargetKind.Service, manifests, null)
            : new TargetFolder(null, [], null);
    }

    private static string[] ManifestsIn(string models)
    {
        try
        {
            return Directory.Exists(models)
                ? [.. Directory.EnumerateDirectories(models).Select(folder => Path.Combine(folder, ModelManifest.FileName)).Where(File.Exists).Order(StringComparer.Ordinal)]
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ToolProblems.Unreadable(models, exception);
        }
    }
}
