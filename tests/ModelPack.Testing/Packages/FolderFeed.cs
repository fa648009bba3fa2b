namespace ModelPack.Testing;

/// <summary>A folder of packages, as a NuGet source.</summary>
public sealed class FolderFeed
{
    /// <summary>Takes a folder as a feed; makes it where it is missing.</summary>
    public FolderFeed(string folder)
    {
        Folder = Directory.CreateDirectory(folder).FullName;
    }

    /// <summary>The feed's folder: what restores take as a source, and pushes as a target.</summary>
    public string Folder { get; }

    /// <summary>The packages' file names, ordinal.</summary>
    public IReadOnlyList<string> Packages =>
        [.. Directory.EnumerateFiles(Folder, "*.nupkg", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>Copies a package into the feed.</summary>
    public void Push(string package) => File.Copy(package, Path.Combine(Folder, Path.GetFileName(package)), overwrite: false);

    /// <summary>Opens a package of the feed.</summary>
    public PackageFile Open(string id, string version) => new(Find(id, version));

    /// <summary>The path of a package of the feed.</summary>
    public string Find(string id, string version) =>
        Directory.EnumerateFiles(Folder, "*.nupkg", SearchOption.AllDirectories)
            .FirstOrDefault(path => Path.GetFileName(path).Equals($"{id}.{version}.nupkg", StringComparison.OrdinalIgnoreCase))
        ?? throw new FileNotFoundException($"'{Folder}' has no package {id} {version}; it has: {string.Join(", ", Packages)}");
}
