using NuGet.Packaging;
using NuGet.Repositories;
using NuGet.Versioning;

namespace ModelPack.Feeds.Packages;

/// <summary>The packages that the machine has, in the global packages folder and the fallback folders.</summary>
internal sealed class PackageCache(FeedContext context)
{
    /// <summary>The folder of a version that is wholly there, or <see langword="null"/>.</summary>
    public string? Find(string id, NuGetVersion version) =>
        context.PackageFolders.Select(folder => Find(folder, id, version)).FirstOrDefault(found => found is not null);

    /// <summary>The versions that are wholly there, with their folders.</summary>
    public IReadOnlyDictionary<NuGetVersion, string> List(string id)
    {
        Dictionary<NuGetVersion, string> versions = new(VersionComparer.VersionRelease);
        foreach (string folder in context.PackageFolders.Where(Directory.Exists))
        {
            foreach (LocalPackageInfo package in new NuGetv3LocalRepository(folder).FindPackagesById(id))
            {
                versions.TryAdd(package.Version, package.ExpandedPath);
            }
        }

        return versions;
    }

    private static string? Find(string folder, string id, NuGetVersion version)
    {
        VersionFolderPathResolver paths = new(folder);
        // An install writes this file last.
        return File.Exists(paths.GetNupkgMetadataPath(id, version)) ? paths.GetInstallPath(id, version) : null;
    }
}
