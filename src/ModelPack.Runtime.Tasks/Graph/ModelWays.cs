using ModelPack.Runtime.Tasks.Packages;

namespace ModelPack.Runtime.Tasks.Graph;

/// <summary>How the models of a project came to it.</summary>
/// <param name="projectFile">The full path of the project.</param>
/// <param name="assets">What its restore found.</param>
internal sealed class ModelWays(string projectFile, ProjectAssets assets)
{
    private readonly string _project = assets.ProjectName.Length > 0 ? assets.ProjectName : Path.GetFileNameWithoutExtension(projectFile);

    /// <summary>The project's file, as commands that are run beside it name it.</summary>
    public string ProjectFile { get; } = Path.GetFileName(projectFile);

    /// <summary>The package or project that brought a model.</summary>
    /// <returns>It, or <see langword="null"/> where the restore knows of none.</returns>
    public Library? OwnerOf(PackageItem package) => package.IsProject ? assets.Libraries.GetValueOrDefault(package.Id) : assets.OwnerOf(package.Manifest);

    /// <summary>What the owner is referenced by, on the shortest ways; <see langword="null"/> stands for the project itself.</summary>
    public IReadOnlyList<Library?> ReferrersOf(PackageItem package) => [.. Find(package).Select(way => way.Count > 1 ? way[^2] : null).Distinct()];

    /// <summary>The ways as text.</summary>
    public string Describe(PackageItem package)
    {
        IReadOnlyList<IReadOnlyList<Library>> ways = Find(package);
        return ways.Count > 0 ? DependencyWays.Describe(_project, ways)
            : package.IsProject ? $"{_project} -> {Path.GetFileNameWithoutExtension(package.Project)}"
            : $"{_project}, with files at '{package.Manifest}'";
    }

    private IReadOnlyList<IReadOnlyList<Library>> Find(PackageItem package) => OwnerOf(package) is { } owner ? DependencyWays.Find(assets, owner.Id) : [];
}
