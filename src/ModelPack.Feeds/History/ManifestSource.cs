using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Core.Packing;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Remote;

namespace ModelPack.Feeds.History;

/// <summary>The manifests of packages of feeds: from the cache of manifests, or the feed. Nothing of the package cache: it may have other content under the same id and version, from another feed or packed here.</summary>
internal sealed class ManifestSource(RemotePackages packages, ManifestCache cache)
{
    /// <summary>Reads the manifest of a package.</summary>
    /// <param name="id">The package's id.</param>
    /// <param name="version">The version as its source lists it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The manifest; <see langword="null"/> in it where the package is no model package.</returns>
    /// <exception cref="ModelPackException">The package cannot be read, or its manifest is damaged.</exception>
    public async Task<ReadManifest> ReadAsync(string id, PublishedVersion version, CancellationToken cancellationToken)
    {
        if (cache.Find(id, version) is { } stored)
        {
            return Parse(id, version, stored);
        }

        OpenedPackage opened = await packages.OpenRemoteAsync(version.Source, id, version.Version, cancellationToken)
            ?? throw FeedProblems.VersionNotFound(id, version.Version, [], [version.Source]);
        using IPackageContent content = opened.Content;
        bool isModel = content.Contains(PackageLayout.Manifest);
        StoredManifest read = new(isModel ? PackageManifests.ReadBytes(content, PackageLayout.Manifest, PackageManifests.MaximumSize) : [], opened.Size ?? version.Size);
        ReadManifest manifest = Parse(id, version, read);
        cache.Remember(id, version, read);
        return manifest;
    }

    /// <summary>The ids of which something was read from a source before.</summary>
    public IReadOnlyList<string> KnownIds(NuGet.Configuration.PackageSource source) => cache.KnownIds(source);

    /// <summary>Whether a manifest was read before.</summary>
    public bool IsKnown(string id, PublishedVersion version) => cache.Find(id, version) is not null;

    private static ReadManifest Parse(string id, PublishedVersion version, StoredManifest stored)
    {
        if (stored.Manifest.Length == 0)
        {
            return new ReadManifest(null, [], stored.PackageSize);
        }

        using BytesContent content = new(stored.Manifest, $"{id} {version.Version.ToNormalizedString()} of {Configuration.SourceName.Short(version.Source)}");
        return new ReadManifest(PackageManifests.Read(content), stored.Manifest, stored.PackageSize);
    }
}
