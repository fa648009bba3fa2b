using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Lineage.HuggingFace;

/// <summary>
/// Reads the Hub's cache: <c>models--org--name/snapshots/commit/file</c>, where a file is a link to <c>blobs/digest</c> (a copy on Windows).
/// </summary>
internal static class HubCache
{
    private const string Snapshots = "snapshots";
    private const string ModelPrefix = "models--";
    private const int MaximumDepth = 16;

    /// <summary>Whether a folder is a repository in the cache.</summary>
    public static bool IsRepository(LineagePath path) => path.Name.StartsWith(ModelPrefix, StringComparison.Ordinal) && path.Has(Snapshots);

    /// <summary>Whether a folder is a snapshot in the cache.</summary>
    public static bool IsSnapshot(LineagePath path) =>
        path.IsFolder && Path.GetDirectoryName(path.FullPath) is { } parent && Path.GetFileName(parent) == Snapshots && Path.GetDirectoryName(parent) is { } repository
        && Path.GetFileName(repository).StartsWith(ModelPrefix, StringComparison.Ordinal);

    /// <summary>The folder that holds the files of a source: of the cache the snapshot that is asked for, else that of the main branch.</summary>
    public static string Resolve(LineageSource source, ImportedFacts facts)
    {
        LineagePath path = new(source.Path, true);
        string repository;
        string snapshot;
        if (IsRepository(path))
        {
            repository = source.Path;
            snapshot = Choose(source, repository);
        }
        else if (IsSnapshot(path))
        {
            snapshot = source.Path;
            repository = Path.GetDirectoryName(Path.GetDirectoryName(snapshot))!;
        }
        else
        {
            return source.Path;
        }

        // Links lead from the snapshot to the blobs.
        source.Files = new LineageFiles(repository);
        facts.Source.Repository = Path.GetFileName(repository)[ModelPrefix.Length..].Replace("--", "/", StringComparison.Ordinal);
        facts.Source.Revision = Path.GetFileName(snapshot);
        Claim(source, facts, snapshot);
        return snapshot;
    }

    private static string Choose(LineageSource source, string repository)
    {
        string root = Path.Combine(repository, Snapshots);
        IReadOnlyList<string> known = source.Files.Names(root);
        string main = Path.Combine(repository, "refs", "main");
        string? wanted = source.Item.Get("Revision")
            ?? (source.Files.Exists(main) ? source.Files.Text(main, "a reference of the Hub's cache").Trim() : null)
            ?? (known.Count == 1 ? known[0] : null);
        return wanted is not null && known.Contains(wanted)
            ? Path.Combine(root, wanted)
            : throw new ModelPackException(new Problem(
                DiagnosticCodes.RunNotFound,
                $"The cache '{source.Name}' has no snapshot{(wanted is null ? " that is the main branch" : $" '{wanted}'")}. {(known.Count == 0 ? "Download the model again" : $"Set Revision to one of {string.Join(", ", known.Take(10).Select(name => $"'{name}'"))}")}.",
                source.Path));
    }

    /// <summary>What a link leads to is named by its digest.</summary>
    private static void Claim(LineageSource source, ImportedFacts facts, string snapshot)
    {
        foreach (string file in source.Files.Below(snapshot, MaximumDepth))
        {
            if (new FileInfo(file).LinkTarget is { } target && Path.GetFileName(Path.GetDirectoryName(target.Replace('\\', '/'))) == "blobs")
            {
                HubDigest.Claim(source, facts, Path.GetRelativePath(snapshot, file), snapshot, Path.GetFileName(target), snapshot);
            }
        }
    }
}
