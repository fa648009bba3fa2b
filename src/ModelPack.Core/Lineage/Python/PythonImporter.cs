using ModelPack.Core.Git;

namespace ModelPack.Core.Lineage.Python;

/// <summary>Reads which Python packages a model was trained with: lock files, requirements, conda environments.</summary>
internal sealed class PythonImporter : ILineageImporter
{
    private const string Requirements = "Requirements";
    private const string Poetry = "Poetry";
    private const string Uv = "Uv";
    private const string PyLock = "PyLock";
    private const string Conda = "Conda";
    private const string Pipenv = "Pipenv";

    public IReadOnlyList<string> Kinds { get; } = [Requirements, Poetry, Uv, PyLock, Conda, Pipenv];

    public string? Detect(LineagePath path)
    {
        if (path.IsFolder)
        {
            return null;
        }

        string name = path.Name.ToLowerInvariant();
        return name switch
        {
            "poetry.lock" => Poetry,
            "uv.lock" => Uv,
            "pylock.toml" => PyLock,
            "pipfile.lock" => Pipenv,
            "conda.yaml" or "conda.yml" or "python_env.yaml" => Conda,
            _ when name.EndsWith("environment.yml", StringComparison.Ordinal) || name.EndsWith("environment.yaml", StringComparison.Ordinal) => Conda,
            _ when name.StartsWith("pylock.", StringComparison.Ordinal) && name.EndsWith(".toml", StringComparison.Ordinal) => PyLock,
            _ when name.EndsWith("conda-lock.yml", StringComparison.Ordinal) || name.EndsWith("conda-lock.yaml", StringComparison.Ordinal) => Conda,
            _ when name.EndsWith(".txt", StringComparison.Ordinal) && (name.Contains("requirements", StringComparison.Ordinal) || name is "constraints.txt" or "pip-freeze.txt" || ParentIs(path, "requirements")) => Requirements,
            _ when path.Extension is ".txt" or ".lock" && CondaExplicit.Is(path) => Conda,
            _ => null,
        };
    }

    public void Import(LineageSource source, ImportedFacts facts)
    {
        source.Files = new LineageFiles(Root(source));
        facts.Environment.LockFile = source.Relative(source.Path);
        Read(source, facts, source.Path, source.Kind);
    }

    /// <summary>Reads a file of packages that another source comes with; its kind is told by its name.</summary>
    /// <param name="source">The other source.</param>
    /// <param name="facts">Takes the packages.</param>
    /// <param name="path">The file.</param>
    public static void Read(LineageSource source, ImportedFacts facts, string path)
    {
        facts.Environment.LockFile ??= source.Relative(path);
        Read(source, facts, path, new PythonImporter().Detect(new LineagePath(path, false)) ?? Requirements);
    }

    private static void Read(LineageSource source, ImportedFacts facts, string path, string kind)
    {
        switch (kind)
        {
            case Poetry:
                PoetryLock.Read(source, facts, path);
                break;
            case Uv:
                UvLock.Read(source, facts, path);
                break;
            case PyLock:
                PyLockFile.Read(source, facts, path);
                break;
            case Pipenv:
                PipenvLock.Read(source, facts, path);
                break;
            case Conda when CondaExplicit.Is(new LineagePath(path, false)):
                CondaExplicit.Read(source, facts, path);
                break;
            case Conda:
                CondaFile.Read(source, facts, path);
                break;
            default:
                new RequirementsFile(source, facts).Read(path);
                break;
        }
    }

    private static bool ParentIs(LineagePath path, string name) => name.Equals(Path.GetFileName(Path.GetDirectoryName(path.FullPath)), StringComparison.OrdinalIgnoreCase);

    /// <summary>Requirements include others from elsewhere in the repository, but from nowhere else.</summary>
    private static string Root(LineageSource source) => GitFolder.Find(source.Folder)?.WorkTree
        ?? (source.Folder.StartsWith(source.Project.ProjectFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? source.Project.ProjectFolder : source.Folder);
}
