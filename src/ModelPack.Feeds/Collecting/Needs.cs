using ModelPack.Core.Packing.Payloads;

namespace ModelPack.Feeds.Collecting;

/// <summary>
/// What packages need, from their manifests. Where a manifest cannot be read, nothing is known of what it needs: payloads of the prefix of its id, and of those that
/// other versions of it use, are kept; where no version of an id can be read, all are.
/// </summary>
internal sealed class Needs
{
    private readonly HashSet<PackageKey> _payloads = [];
    private readonly HashSet<string> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<string>> _prefixes = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _unreadable = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether every manifest could be read.</summary>
    public bool IsComplete => _unreadable.Count == 0;

    /// <summary>Whether some manifest cannot be read of an id of which nothing else is known: then everything may be needed.</summary>
    public bool MayNeedAll => _unreadable.Any(id => !_prefixes.ContainsKey(id));

    /// <summary>Takes a manifest.</summary>
    /// <param name="package">The id of the package that has it.</param>
    /// <param name="manifest">The manifest.</param>
    public void Add(string package, ModelManifest manifest)
    {
        Know(package, manifest);
        foreach (ModelPayload payload in manifest.Payloads ?? [])
        {
            _payloads.Add(new PackageKey(payload.Id, payload.Version));
        }

        foreach (ModelFile file in manifest.Files)
        {
            _files.Add(file.Sha256);
            if (file.LaidOutSha256 is { } laidOut)
            {
                _files.Add(laidOut);
            }
        }
    }

    /// <summary>Takes a manifest of a version that goes: it needs nothing, but tells which prefixes the model uses.</summary>
    public void Know(string package, ModelManifest manifest)
    {
        if (!_prefixes.TryGetValue(package, out HashSet<string>? prefixes))
        {
            _prefixes[package] = prefixes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        }

        prefixes.UnionWith((manifest.Payloads ?? []).Select(payload => PayloadName.Prefix(payload.Id)).OfType<string>());
    }

    /// <summary>Takes a package whose manifest cannot be read.</summary>
    public void AddUnreadable(string package) => _unreadable.Add(package);

    /// <summary>Whether a payload is needed.</summary>
    public bool IsNeeded(PackageKey payload) => _payloads.Contains(payload);

    /// <summary>Whether a payload may be needed by a package whose manifest cannot be read.</summary>
    public bool MayBeNeeded(string prefix) => MayNeedAll || _unreadable.Any(id =>
        PayloadIdentity.DefaultPrefix(id).Equals(prefix, StringComparison.OrdinalIgnoreCase) || (_prefixes.TryGetValue(id, out HashSet<string>? used) && used.Contains(prefix))
        // What no readable manifest uses may be that of the unreadable one.
        || !_prefixes.Values.Any(known => known.Contains(prefix)));

    /// <summary>Whether a file with a digest is part of a package.</summary>
    public bool IsFile(string sha256) => _files.Contains(sha256);
}
