using System.IO.Compression;

namespace ModelPack.Core.Packages;

/// <summary>The content of a <c>.nupkg</c>.</summary>
public sealed class NupkgContent : IPackageContent
{
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Opens a package.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="Diagnostics.ModelPackException">It is no sound archive (MP4021), or cannot be read (MP4022).</exception>
    public NupkgContent(string file)
        : this(RegularFiles.Open(file), file)
    {
    }

    /// <summary>Opens a package that is a stream.</summary>
    /// <param name="stream">The package; can seek, and is disposed with this.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="Diagnostics.ModelPackException">It is no sound archive (MP4021), or cannot be read (MP4022).</exception>
    public NupkgContent(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Name = name;
        try
        {
            _archive = new ZipArchive(stream, ZipArchiveMode.Read);
            foreach (ZipArchiveEntry entry in _archive.Entries)
            {
                string path = PackageParts.Name(entry.FullName);
                if (PackageParts.IsPackaging(path))
                {
                    continue;
                }

                if (PackageParts.LeadsOut(path))
                {
                    throw new InvalidDataException($"It has a file '{ModelPathRules.Printable(path)}', which leads out of its folder.");
                }

                // Where case does not matter, one would replace the other.
                if (!_names.Add(path))
                {
                    throw new InvalidDataException($"It has two files '{ModelPathRules.Printable(path)}'.");
                }

                _entries.Add(path, entry);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            _archive?.Dispose();
            stream.Dispose();
            throw exception is IOException ? PackageProblems.Unreadable(name, exception) : PackageProblems.Damaged(name, exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Entries => _entries.Keys;

    /// <inheritdoc/>
    public bool Contains(string path) => _entries.ContainsKey(path);

    /// <inheritdoc/>
    public long Length(string path) => Entry(path).Length;

    /// <inheritdoc/>
    public Stream Open(string path)
    {
        try
        {
            ZipArchiveEntry entry = Entry(path);
            return new EntryStream(entry.Open(), entry.Length, Name, path);
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException)
        {
            throw PackageProblems.Damaged(Name, $"'{ModelPathRules.Printable(path)}' cannot be read: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw PackageProblems.Unreadable(Name, exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();

    private ZipArchiveEntry Entry(string path) =>
        _entries.TryGetValue(path, out ZipArchiveEntry? entry) ? entry : throw PackageProblems.Damaged(Name, $"It lacks '{ModelPathRules.Printable(path)}'.");
}
