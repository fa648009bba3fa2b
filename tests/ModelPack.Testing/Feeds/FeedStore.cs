namespace ModelPack.Testing.Feeds;

/// <summary>The packages of a feed, in a folder: <c>&lt;id&gt;/&lt;version&gt;/</c>, both as addresses name them.</summary>
public sealed class FeedStore(string folder)
{
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<(string Id, string Version), FeedPackage> _packages = [];
    private readonly HashSet<(string Id, string Version)> _burnt = [];

    /// <summary>Every package, in the order of the pushes.</summary>
    public IReadOnlyList<FeedPackage> Packages
    {
        get
        {
            lock (_lock)
            {
                return [.. _packages.Values];
            }
        }
    }

    /// <summary>The packages of an id.</summary>
    public IReadOnlyList<FeedPackage> Find(string id) => [.. Packages.Where(package => package.IdKey == FeedPackage.Key(id))];

    /// <summary>A package, or <see langword="null"/>.</summary>
    public FeedPackage? Find(string id, string version) => Find(id).FirstOrDefault(package => package.VersionKey == FeedPackage.NormalizeVersion(version));

    /// <summary>Takes a package; it is never in memory as a whole.</summary>
    /// <returns><see langword="false"/> where the version exists, or existed.</returns>
    /// <exception cref="InvalidDataException">The content is no package.</exception>
    public async Task<bool> Add(Stream content, CancellationToken cancellationToken)
    {
        string incoming = Path.Combine(folder, $"{Guid.NewGuid():N}.tmp");
        try
        {
            await using (FileStream file = new(incoming, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                await content.CopyToAsync(file, cancellationToken);
            }

            return Add(incoming);
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    /// <summary>Removes a package. Its version stays taken.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Delete(string id, string version)
    {
        lock (_lock)
        {
            (string, string) key = (FeedPackage.Key(id), FeedPackage.NormalizeVersion(version));
            if (!_packages.Remove(key, out FeedPackage? package))
            {
                return false;
            }

            _burnt.Add(key);
            File.Delete(package.Path);
            return true;
        }
    }

    private bool Add(string incoming)
    {
        FeedPackage package = FeedPackage.Read(incoming);
        (string Id, string Version) key = (package.IdKey, package.VersionKey);
        lock (_lock)
        {
            if (_packages.ContainsKey(key) || _burnt.Contains(key))
            {
                return false;
            }

            string path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, key.Id, key.Version)).FullName, $"{key.Id}.{key.Version}.nupkg");
            File.Move(incoming, path);
            _packages.Add(key, package with { Path = path });
            return true;
        }
    }
}
