using ModelPack.Core.Inputs;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Lineage;

/// <summary>The packed files by where the author has them: by their path, and by where a link leads.</summary>
internal sealed class PackedFiles
{
    private readonly Dictionary<string, InputFile> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);

    public PackedFiles(IEnumerable<InputFile> files)
    {
        foreach (InputFile file in files.Where(file => file.Pack))
        {
            Add(file.FullPath, file);
            Add(RealPathOf(file.FullPath), file);
        }
    }

    /// <summary>The packed file at a full path; <see langword="null"/> where there is none.</summary>
    public InputFile? Find(string path) => _files.GetValueOrDefault(path);

    /// <summary>Whether a file is packed.</summary>
    public bool Has(string path) => _files.ContainsKey(path);

    /// <summary>Whether some file below a folder is packed.</summary>
    public bool HasBelow(string folder) => _folders.Contains(folder.TrimEnd(Path.DirectorySeparatorChar));

    private void Add(string path, InputFile file)
    {
        _files.TryAdd(path, file);
        for (string? folder = Path.GetDirectoryName(path); folder is not null && _folders.Add(folder); folder = Path.GetDirectoryName(folder))
        {
            // Every folder above, until one that is known.
        }
    }

    private static string RealPathOf(string path)
    {
        try
        {
            return RealPath.Of(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }
}
