namespace ModelPack.Core.Onnx;

/// <summary>Paths with every symbolic link followed, those of folders on the way too.</summary>
internal static class RealPath
{
    private const int MaxLinks = 40;

    /// <summary>Follows all links of a path.</summary>
    /// <param name="path">A full path to something that exists.</param>
    /// <exception cref="IOException">The links lead in a circle.</exception>
    public static string Of(string path)
    {
        int links = 0;
        return Of(Path.GetFullPath(path), ref links);
    }

    /// <summary>Whether a full path is a folder or below it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="folder">The folder.</param>
    public static bool IsInside(string path, string folder)
    {
        string relative = Path.GetRelativePath(folder, path);
        return !Path.IsPathRooted(relative) && relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    private static string Of(string path, ref int links)
    {
        string? parent = Path.GetDirectoryName(path);
        if (parent is null)
        {
            return path;
        }

        string here = Path.Combine(Of(parent, ref links), Path.GetFileName(path));
        string? target = new FileInfo(here).LinkTarget;
        if (target is null)
        {
            return here;
        }

        if (++links > MaxLinks)
        {
            throw new IOException($"The symbolic links of '{path}' lead in a circle.");
        }

        return Of(Path.GetFullPath(target, Path.GetDirectoryName(here)!), ref links);
    }
}
