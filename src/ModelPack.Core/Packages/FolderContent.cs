using System.IO.Enumeration;

namespace ModelPack.Core.Packages;

/// <summary>The content of an extracted package. Links are passed over: a package has none.</summary>
public sealed class FolderContent : IPackageContent
{
    private readonly string _folder;
    private readonly Dictionary<string, long> _files = new(StringComparer.Ordinal);

    /// <summary>Looks at a folder.</summary>
    /// <param name="folder">The folder that has the package's nuspec.</param>
    /// <exception cref="Diagnostics.ModelPackException">It cannot be read (MP4022).</exception>
    public FolderContent(string folder)
    {
        _folder = Path.GetFullPath(folder);
        try
        {
            // Cloud drives mark their files as reparse points, too; what is a link says where it leads.
            FileSystemEnumerable<FileInfo> files = new(
                _folder,
                (ref FileSystemEntry entry) => (FileInfo)entry.ToFileSystemInfo(),
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false })
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && !IsLink(ref entry),
                ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry),
            };
            foreach (FileInfo file in files)
            {
                string path = Path.GetRelativePath(_folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
                if (!PackageParts.IsInstallation(path))
                {
                    _files.Add(path, file.Length);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PackageProblems.Unreadable(folder, exception);
        }
    }

    /// <inheritdoc/>
    public string Name => _folder;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Entries => _files.Keys;

    /// <inheritdoc/>
    public bool Contains(string path) => _files.ContainsKey(path);

    /// <inheritdoc/>
    public long Length(string path) => _files.TryGetValue(path, out long length) ? length : throw Lacks(path);

    /// <inheritdoc/>
    public Stream Open(string path)
    {
        if (!_files.ContainsKey(path))
        {
            throw Lacks(path);
        }

        return RegularFiles.Open(Path.Combine(_folder, path));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0 && entry.ToFileSystemInfo().LinkTarget is not null;

    private Diagnostics.ModelPackException Lacks(string path) => PackageProblems.Damaged(_folder, $"It lacks '{ModelPathRules.Printable(path)}'.");
}
