namespace ModelPack.Testing.Feeds;

/// <summary>The packages of a feed, in a folder: <c>&lt;id&gt;/&lt;version&gt;/</c>, both as addresses name them.</summary>
public sealed class FeedStore(string folder, FeedBehaviour behaviour)
{
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<(string Id, string Version), FeedPackage> _packages = [];
    private readonly Dictionary<string, List<string>> _versions = new(StringComparer.Ordinal);
    private readonly LaggingViews _views = new();
    private readonly HashSet<(string Id, string Version)> _burnt = [];
    private long _revision;

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

    /// <summary>The packages of an id, in the order of the pushes.</summary>
    public IReadOnlyList<FeedPackage> Find(string id)
    {
        lock (_lock)
        {
            string key = FeedPackage.Key(id);
            return _versions.TryGetValue(key, out List<string>? versions) ? [.. versions.Select(version => _packages[(key, version)])] : [];
        }
    }

    /// <summary>A package, or <see langword="null"/>.</summary>
    public FeedPackage? Find(string id, string version)
    {
        lock (_lock)
        {
            return _packages.GetValueOrDefault((FeedPackage.Key(id), FeedPackage.NormalizeVersion(version)));
        }
    }

    /// <summary>Takes a package; it is never in memory as a whole.</summary>
    /// <returns><see langword="false"/> where the version exists, or existed.</returns>
    /// <exception cref="InvalidDataException">The content is no package.</exception>
    public async Task<bool> Add(Stream content, CancellationToken cancellationToken)
    {
        string incoming = NewFile();
        try
        {
            await using (FileStream file = new(incoming, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                await content.CopyToAsync(file, cancellationToken);
                if (file.Length > behaviour.SizeLimit)
                {
                    throw new TooLargeException();
                }
            }

            return Take(incoming, published: null);
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    /// <summary>Takes a package as if it had been pushed at some time.</summary>
    /// <param name="package">The bytes of the package.</param>
    /// <param name="published">When; <see langword="null"/> for now.</param>
    /// <returns><see langword="false"/> where the version exists, or existed.</returns>
    public bool Add(byte[] package, DateTimeOffset? published = null)
    {
        string incoming = NewFile();
        File.WriteAllBytes(incoming, package);
        try
        {
            return Take(incoming, published);
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    /// <summary>Removes a package.</summary>
    /// <param name="id">The id.</param>
    /// <param name="version">The version.</param>
    /// <param name="burn">Whether its version stays taken.</param>
    /// <returns>Whether there was one.</returns>
    public bool Delete(string id, string version, bool burn = true)
    {
        lock (_lock)
        {
            return Remove((FeedPackage.Key(id), FeedPackage.NormalizeVersion(version)), burn);
        }
    }

    /// <summary>Lists or unlists a package.</summary>
    /// <returns>Whether there is one.</returns>
    public bool List(string id, string version, bool isListed)
    {
        lock (_lock)
        {
            (string, string) key = (FeedPackage.Key(id), FeedPackage.NormalizeVersion(version));
            if (!_packages.TryGetValue(key, out FeedPackage? package))
            {
                return false;
            }

            _packages[key] = package with { IsListed = isListed };
            return true;
        }
    }

    /// <summary>Shows everything as it is, whatever lag it had.</summary>
    public void Settle()
    {
        lock (_lock)
        {
            _views.Settle();
        }
    }

    /// <summary>The packages of an id that a view shows by now. Each ask brings those that it does not yet show nearer.</summary>
    internal IReadOnlyList<FeedPackage> Shown(string id, FeedView view)
    {
        lock (_lock)
        {
            return _views.Of(view, FeedPackage.Key(id), Find(id));
        }
    }

    /// <summary>A package that the feed sends by now, or <see langword="null"/>.</summary>
    internal FeedPackage? Sent(string id, string version)
    {
        lock (_lock)
        {
            return Find(id, version) is { } package && package.VersionKey == version && _views.Of(FeedView.Packages, package.IdKey, [package]) is [{ } sent] ? sent : null;
        }
    }

    /// <summary>All packages that a view shows by now.</summary>
    internal IReadOnlyList<FeedPackage> Shown(FeedView view)
    {
        lock (_lock)
        {
            return _views.Of(view, null, Packages);
        }
    }

    private string NewFile() => Path.Combine(folder, $"{Guid.NewGuid():N}.tmp");

    private bool Take(string incoming, DateTimeOffset? published)
    {
        FeedPackage package = FeedPackage.Read(incoming);
        (string Id, string Version) key = (package.IdKey, package.VersionKey);
        lock (_lock)
        {
            bool mayOverwrite = package.IsPrerelease ? behaviour.OverwritePrereleases : behaviour.OverwriteReleases;
            if (_burnt.Contains(key) || (_packages.ContainsKey(key) && !mayOverwrite))
            {
                return false;
            }

            Remove(key, burn: false);
            string path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, key.Id, key.Version)).FullName, $"{key.Id}.{key.Version}.nupkg");
            File.Move(incoming, path);
            FeedPackage taken = package with { Path = path, Published = published ?? behaviour.Clock(), Revision = ++_revision };
            _packages.Add(key, taken);
            List<string> versions = _versions.TryGetValue(key.Id, out List<string>? known) ? known : _versions[key.Id] = [];
            versions.Add(key.Version);
            _views.Add(taken, behaviour.Shows);

            while (versions.Count > behaviour.Retention)
            {
                Remove((key.Id, versions[0]), burn: behaviour.Delete == DeleteMeaning.Burn);
            }

            return true;
        }
    }

    private bool Remove((string Id, string Version) key, bool burn)
    {
        if (!_packages.Remove(key, out FeedPackage? package))
        {
            return false;
        }

        _versions[key.Id].Remove(key.Version);
        _views.Remove(package, behaviour.Deletes);
        if (burn)
        {
            _burnt.Add(key);
        }

        File.Delete(package.Path);
        return true;
    }

    /// <summary>A package is larger than the feed takes.</summary>
    internal sealed class TooLargeException() : InvalidOperationException("The package is too large.");
}
