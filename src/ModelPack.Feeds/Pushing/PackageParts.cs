using System.IO.Compression;

namespace ModelPack.Feeds.Pushing;

/// <summary>Tells what a package holds from what NuGet and feeds put around it.</summary>
internal static class PackageParts
{
    /// <summary>The entries whose content is the package's own, the nuspec too.</summary>
    public static IEnumerable<ZipArchiveEntry> Content(ZipArchive archive) => archive.Entries.Where(entry => !entry.FullName.EndsWith('/') && !IsAround(Name(entry)));

    /// <summary>The name that NuGet unpacks an entry under.</summary>
    public static string Name(ZipArchiveEntry entry) => Uri.UnescapeDataString(entry.FullName).Replace('\\', '/');

    // The parts of the Open Packaging Conventions, and the signature that a feed may put in or replace.
    private static bool IsAround(string name) =>
        name.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("_rels/", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("package/services/metadata/", StringComparison.OrdinalIgnoreCase)
        || name.Equals(".signature.p7s", StringComparison.OrdinalIgnoreCase);
}
