namespace ModelPack.Testing.Feeds;

/// <summary>What the views of a feed do not show yet, and what they still show. Each ask brings a view nearer to how it is. Not for several threads at once.</summary>
internal sealed class LaggingViews
{
    private static readonly FeedView[] All = Enum.GetValues<FeedView>();

    private readonly Dictionary<(FeedView View, string Id, string Version), int> _hidden = [];
    private readonly Dictionary<(FeedView View, string Id, string Version), (FeedPackage Package, int Left)> _deleted = [];

    /// <summary>Remembers that a package is new.</summary>
    public void Add(FeedPackage package, FeedLags lags)
    {
        foreach (FeedView view in All)
        {
            _deleted.Remove(Key(view, package));
            if (lags.Of(view) > 0)
            {
                _hidden[Key(view, package)] = lags.Of(view);
            }
        }
    }

    /// <summary>Remembers that a package is deleted. Its file is gone at once.</summary>
    public void Remove(FeedPackage package, FeedLags lags)
    {
        foreach (FeedView view in All)
        {
            bool wasHidden = _hidden.Remove(Key(view, package));
            if (!wasHidden && view != FeedView.Packages && lags.Of(view) > 0)
            {
                _deleted[Key(view, package)] = (package, lags.Of(view));
            }
        }
    }

    /// <summary>What a view shows of an id, or of all where there is none.</summary>
    public IReadOnlyList<FeedPackage> Of(FeedView view, string? id, IReadOnlyList<FeedPackage> packages) => _hidden.Count == 0 && _deleted.Count == 0
        ? packages
        : [.. packages.Where(package => !IsHidden(Key(view, package))), .. _deleted.Keys.Where(key => key.View == view && (id is null || key.Id == id)).ToArray().Select(Deleted)];

    /// <summary>Shows everything as it is.</summary>
    public void Settle()
    {
        _hidden.Clear();
        _deleted.Clear();
    }

    private static (FeedView View, string Id, string Version) Key(FeedView view, FeedPackage package) => (view, package.IdKey, package.VersionKey);

    private bool IsHidden((FeedView View, string Id, string Version) key)
    {
        if (!_hidden.TryGetValue(key, out int left))
        {
            return false;
        }

        if (left <= 1)
        {
            _hidden.Remove(key);
        }
        else
        {
            _hidden[key] = left - 1;
        }

        return true;
    }

    private FeedPackage Deleted((FeedView View, string Id, string Version) key)
    {
        (FeedPackage package, int left) = _deleted[key];
        if (left <= 1)
        {
            _deleted.Remove(key);
        }
        else
        {
            _deleted[key] = (package, left - 1);
        }

        return package;
    }
}
