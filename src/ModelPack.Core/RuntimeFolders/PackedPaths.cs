using ModelPack.Core.Inputs;

namespace ModelPack.Core.RuntimeFolders;

/// <summary>The packed files by their path in the package.</summary>
internal sealed class PackedPaths
{
    private readonly Dictionary<string, InputFile> files = new(StringComparer.Ordinal);
    private readonly HashSet<string> folders = new(StringComparer.Ordinal);

    /// <summary>Takes the packed ones of some files.</summary>
    public PackedPaths(IEnumerable<InputFile> all)
    {
        foreach (InputFile file in all.Where(file => file.Pack))
        {
            files.TryAdd(file.TargetPath, file);
            for (int slash = file.TargetPath.LastIndexOf('/'); slash > 0 && folders.Add(file.TargetPath[..slash]); slash = file.TargetPath.LastIndexOf('/', slash - 1))
            {
                // Every folder above, until one that is known.
            }
        }
    }

    /// <summary>The file at a path; <see langword="null"/> where there is none.</summary>
    public InputFile? Find(string path) => files.GetValueOrDefault(path);

    /// <summary>Whether there is a file, or a folder with files, at a path.</summary>
    public bool Has(string path) => files.ContainsKey(path) || HasFolder(path);

    /// <summary>Whether some file lies below a path; the empty path is the package's root.</summary>
    public bool HasFolder(string path) => path.Length == 0 || folders.Contains(path);

    /// <summary>The folder of a path, empty for the root.</summary>
    public static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    /// <summary>A relative path below a folder, without <c>.</c> and <c>..</c>; <see langword="null"/> where it is absolute or leaves the package.</summary>
    public static string? Combine(string folder, string relative)
    {
        relative = relative.Replace('\\', '/');
        if (relative.StartsWith('/') || (relative.Length > 1 && relative[1] == ':'))
        {
            return null;
        }

        List<string> segments = [.. folder.Split('/', StringSplitOptions.RemoveEmptyEntries)];
        foreach (string segment in relative.Split('/'))
        {
            if (segment == ".." && segments.Count == 0)
            {
                return null;
            }

            if (segment == "..")
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment is not ("" or "."))
            {
                segments.Add(segment);
            }
        }

        return string.Join('/', segments);
    }
}
