using ModelPack.Core.Packing;

namespace ModelPack.Core.Packages;

/// <summary>Finds payloads in package folders (<c>&lt;id&gt;/&lt;version&gt;/shard/…</c>), and in folders with <c>.nupkg</c> files, flat or by id and version.</summary>
/// <param name="packageFolders">The package cache and the fallback folders.</param>
/// <param name="feedFolders">Folders with packages: the one that a package lies in, a folder feed.</param>
public sealed class PayloadPlaces(IEnumerable<string> packageFolders, IEnumerable<string> feedFolders) : IPayloadSource
{
    private readonly IReadOnlyList<string> _packageFolders = [.. packageFolders];
    private readonly IReadOnlyList<string> _feedFolders = [.. feedFolders];

    /// <inheritdoc/>
    public Stream? Open(ModelPayload payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        string shard = PackageLayout.Shard(payload.Sha256);
        string id = payload.Id.ToLowerInvariant();
        string version = payload.Version.ToLowerInvariant();
        foreach (string folder in _packageFolders)
        {
            string file = Path.Combine(folder, id, version, shard);
            if (File.Exists(file))
            {
                return RegularFiles.Open(file);
            }
        }

        string[] names = [$"{payload.Id}.{payload.Version}.nupkg", Path.Combine(id, version, $"{id}.{version}.nupkg"), Path.Combine(payload.Id, $"{payload.Id}.{payload.Version}.nupkg")];
        return _feedFolders.SelectMany(folder => names.Select(name => Path.Combine(folder, name))).Where(File.Exists).Select(package => OpenEntry(package, shard)).FirstOrDefault(stream => stream is not null);
    }

    private static ContentStream? OpenEntry(string package, string path)
    {
        NupkgContent? content = new(package);
        try
        {
            if (!content.Contains(path))
            {
                return null;
            }

            ContentStream stream = new(content, path);
            content = null;
            return stream;
        }
        finally
        {
            content?.Dispose();
        }
    }
}
