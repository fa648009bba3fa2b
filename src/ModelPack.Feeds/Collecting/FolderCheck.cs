using System.Xml;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packing;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Versioning;

namespace ModelPack.Feeds.Collecting;

/// <summary>Opens what is to be deleted from a folder feed: what is another package than its name or place says stays, and so does what lies behind a link.</summary>
internal static class FolderCheck
{
    /// <summary>Why a package of a folder must not be proposed; <see langword="null"/> where nothing is wrong with it.</summary>
    /// <param name="feed">The folder of the feed.</param>
    /// <param name="package">The file of the package.</param>
    /// <param name="id">The id that it is listed with.</param>
    /// <param name="version">The version that it is listed with.</param>
    public static Problem? Find(string feed, string package, string id, NuGetVersion version)
    {
        if (PackagePlace.Of(feed, package).Link is { } link)
        {
            return CollectProblems.Linked(package, link);
        }

        try
        {
            using FileStream stream = new(package, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using PackageArchiveReader reader = new(stream);
            PackageIdentity identity = reader.GetIdentity();
            bool isListed = identity.Id.Equals(id, StringComparison.OrdinalIgnoreCase) && identity.Version == version;
            return !isListed ? CollectProblems.NotAsNamed(package, $"it is {identity.Id} {identity.Version.ToNormalizedString()}")
                : PayloadName.Digest(id) is { } digest && !IsPayload(reader, digest) ? CollectProblems.NotAsNamed(package, "it is no payload package with content of that digest")
                : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or PackagingException or XmlException or IOException or UnauthorizedAccessException)
        {
            return CollectProblems.NotAsNamed(package, $"it cannot be read ({exception.Message.TrimEnd('.')})");
        }
    }

    private static bool IsPayload(PackageArchiveReader reader, string digest)
    {
        string[] files = [.. reader.GetFiles()];
        string shard = PackageLayout.Shard(digest)[..^".bin".Length];
        return files.Any(file => file.StartsWith(shard, StringComparison.OrdinalIgnoreCase)) && !files.Contains(PackageLayout.Manifest, StringComparer.OrdinalIgnoreCase);
    }
}
