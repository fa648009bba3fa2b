namespace ModelPack.Feeds.Records;

/// <summary>A package that is written to be pushed, in a folder of its own; deleted afterwards.</summary>
internal sealed class TemporaryPackage : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("modelpack-records-").FullName;

    /// <summary>Names the package.</summary>
    public TemporaryPackage(string id, int number) => Path = System.IO.Path.Combine(_folder, $"{id}.{number}.0.0.nupkg");

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Begins to write.</summary>
    public Stream Create() => new FileStream(Path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // A virus scanner may hold the file; the system's temporary folder is cleaned anyway.
        }
    }
}
