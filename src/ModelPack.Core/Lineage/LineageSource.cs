using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;

namespace ModelPack.Core.Lineage;

/// <summary>A source that is being read.</summary>
internal sealed class LineageSource
{
    private readonly ICollection<Problem> _problems;

    public LineageSource(ModelProject project, ModelItem item, string kind, PackedFiles packed, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        (Project, Item, Kind, Packed, _problems, CancellationToken) = (project, item, kind, packed, problems, cancellationToken);
        Path = item.FullPath.Length > 1 ? item.FullPath.TrimEnd(System.IO.Path.DirectorySeparatorChar) : item.FullPath;
        IsFolder = Directory.Exists(Path);
        Folder = IsFolder ? Path : System.IO.Path.GetDirectoryName(Path)!;
        Files = new LineageFiles(Folder);
    }

    public ModelProject Project { get; }

    public ModelItem Item { get; }

    /// <summary>One of the importer's kinds.</summary>
    public string Kind { get; }

    /// <summary>The full path of the file or folder.</summary>
    public string Path { get; }

    public bool IsFolder { get; }

    /// <summary>The folder itself, or the one that the file is in.</summary>
    public string Folder { get; }

    /// <summary>Its name, for messages.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The files that are packed: only what is said of these is checked.</summary>
    public PackedFiles Packed { get; }

    /// <summary>How files are read; an importer whose source spans more than <see cref="Folder"/> sets another.</summary>
    public LineageFiles Files { get; set; }

    public CancellationToken CancellationToken { get; }

    /// <summary>States what a file's digest is, where it is packed.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="path">The path, from <paramref name="folder"/>.</param>
    /// <param name="folder">A full path.</param>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="digest">The digest in hexadecimal digits.</param>
    /// <param name="by">The file that says so.</param>
    /// <param name="line">The line there.</param>
    public void Claim(ImportedFacts facts, string path, string folder, DigestAlgorithm algorithm, string digest, string? by = null, int line = 0)
    {
        if (FullPath(path, folder) is { } full && Packed.Has(full))
        {
            facts.Digests.Add(new ClaimedDigest(full, algorithm, digest.ToLowerInvariant(), by ?? Path, line));
        }
    }

    /// <summary>The full path of what a source names; <see langword="null"/> where that is no path here, e.g. an address.</summary>
    public static string? FullPath(string path, string folder)
    {
        if (path.Length == 0 || path.Contains("://", StringComparison.Ordinal) || path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return System.IO.Path.GetFullPath(path.Replace('\\', System.IO.Path.DirectorySeparatorChar), folder);
        }
        catch (Exception exception) when (exception is ArgumentException or PathTooLongException)
        {
            return null;
        }
    }

    /// <summary>Warns.</summary>
    public void Warn(string code, string message, string? file = null, int line = 0) => _problems.Add(new Problem(code, message, file ?? Path, line, ProblemSeverity.Warning));

    /// <summary>Tells of an error that does not end the reading.</summary>
    public void Error(string code, string message, string? file = null, int line = 0) => _problems.Add(new Problem(code, message, file ?? Path, line));

    /// <summary>Tells of a choice.</summary>
    public void Notice(string code, string message, string? file = null) => _problems.Add(new Problem(code, message, file ?? Path, 0, ProblemSeverity.Notice));

    /// <summary>The path of a file from the project's folder, with forward slashes; without the home folder, where it leads there from elsewhere.</summary>
    public string Relative(string path)
    {
        string relative = System.IO.Path.GetRelativePath(Project.ProjectFolder, path).Replace('\\', '/');
        string down = relative;
        while (down.StartsWith("../", StringComparison.Ordinal))
        {
            down = down[3..];
        }

        string shown = down.Length < relative.Length && !Project.Lineage.PersonalData ? Privacy.PersonalData.Without("/" + down) : relative;
        return shown.StartsWith('~') ? shown : relative;
    }
}
