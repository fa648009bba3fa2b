using ModelPack.Files;
using ModelPack.Runtime.Tasks.Files;
using ModelPack.Runtime.Tasks.Packages;

namespace ModelPack.Runtime.Tasks.Records;

/// <summary>Names everything that a model's list of files depends on: while it is the same, the recorded list is right and no JSON is read.</summary>
internal static class ModelKey
{
    /// <summary>The key of a package as it is now.</summary>
    /// <param name="package">The package.</param>
    /// <param name="mayLink">Whether its files may be hard links.</param>
    /// <returns>The key, or <see langword="null"/> where a state cannot be told, so that nothing is remembered.</returns>
    public static string? Of(PackageItem package, bool mayLink)
    {
        string manifest = Stamp(package.Manifest, package.IsProject);
        string map = package.IsProject ? Stamp(package.FileMap, withChanged: true) : "";
        return manifest == FileStamp.Unknown || map == FileStamp.Unknown
            ? null
            : string.Join('|', package.Id, package.Version, package.Digest, package.ManifestSha256, package.Manifest, package.FilesRoot, package.FileMap, manifest, map, mayLink ? "link" : "copy");
    }

    private static string Stamp(string path, bool withChanged) => FileStamp.Read(path, follow: true).ToText(withChanged);
}
