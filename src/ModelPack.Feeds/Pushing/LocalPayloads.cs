using ModelPack.Core.Diagnostics;
using NuGet.Packaging;
using NuGet.Versioning;

namespace ModelPack.Feeds.Pushing;

/// <summary>Finds payload packages on this machine: beside model packages and in the package cache.</summary>
/// <param name="context">Knows the cache and the fallback folders.</param>
/// <param name="folders">The folders of the model packages.</param>
internal sealed class LocalPayloads(FeedContext context, IReadOnlyList<string> folders)
{
    /// <summary>Finds the package of a payload; what has other content than the manifest says is passed over.</summary>
    public LocalPackage? Find(ModelPayload payload)
    {
        NuGetVersion version = PackageLocator.ParseVersion(payload.Version);
        return Places(payload.Id, version).Where(File.Exists).Select(file => TryRead(file, payload, version)).FirstOrDefault(package => package is not null);
    }

    private IEnumerable<string> Places(string id, NuGetVersion version) =>
        folders.Select(folder => Path.Combine(folder, $"{id}.{version.ToNormalizedString()}.nupkg"))
            .Concat(folders.Concat(context.PackageFolders).Select(folder => new VersionFolderPathResolver(folder).GetPackageFilePath(id, version)));

    private static LocalPackage? TryRead(string file, ModelPayload payload, NuGetVersion version)
    {
        try
        {
            LocalPackage package = LocalPackage.Read(file);
            return package.Id.Equals(payload.Id, StringComparison.OrdinalIgnoreCase)
                && VersionComparer.VersionRelease.Equals(package.Version, version)
                && package.Payload is { } content
                && content.Length == payload.Size
                && content.Sha256.Equals(payload.Sha256, StringComparison.OrdinalIgnoreCase)
                ? package
                : null;
        }
        catch (ModelPackException)
        {
            // Another place may have it whole; where none has, it is missing.
            return null;
        }
    }
}
