namespace ModelPack.Runtime.Tasks.Packages;

/// <summary>Where restored packages lie: the package folder and the fallback folders.</summary>
internal sealed class PayloadFolders
{
    private readonly List<string> _folders;

    /// <summary>Takes a list of folders.</summary>
    /// <param name="folders">The value of <c>NuGetPackageFolders</c>: full paths, separated by semicolons.</param>
    public PayloadFolders(string? folders)
    {
        _folders = [.. (folders ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(Path.IsPathFullyQualified)];
    }

    /// <summary>Finds the shard of a payload package. Where no folder has it, the answer is where it should be.</summary>
    /// <param name="payload">The payload, whose names were checked.</param>
    /// <param name="package">The model that needs it; its own package folder is looked at as well.</param>
    public PlannedPayload Find(ModelPayload payload, PackageItem package)
    {
        string id = payload.Id.ToLowerInvariant();
        string version = payload.Version.ToLowerInvariant();
        List<string> folders = FoldersFor(package);
        foreach (string folder in folders)
        {
            PlannedPayload found = At(payload, Path.Combine(folder, id, version));
            if (File.Exists(found.File))
            {
                return found;
            }
        }

        // Two models may name two revisions of one payload; a project that settles on one has the content for both.
        foreach (string folder in folders.Select(folder => Path.Combine(folder, id)).Where(Directory.Exists))
        {
            foreach (string other in Directory.EnumerateDirectories(folder))
            {
                PlannedPayload found = At(payload, other);
                if (File.Exists(found.File))
                {
                    return found;
                }
            }
        }

        return At(payload, Path.Combine(folders[0], id, version));
    }

    private static PlannedPayload At(ModelPayload payload, string folder) =>
        new(payload.Id, payload.Version, folder, Path.Combine(folder, "shard", payload.Sha256 + ".bin"), payload.Sha256, payload.Size);

    private List<string> FoldersFor(PackageItem package)
    {
        // <folder>/<id>/<version>/modelpack/modelpack.json
        string? own = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(package.Manifest))));
        List<string> folders = [.. _folders];
        if (!string.IsNullOrEmpty(own) && !folders.Exists(folder => Path.TrimEndingDirectorySeparator(folder) == own))
        {
            folders.Add(own);
        }

        return folders;
    }
}
