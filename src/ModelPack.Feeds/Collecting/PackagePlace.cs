namespace ModelPack.Feeds.Collecting;

/// <summary>
/// Where a package of a folder feed lies: right in the feed, or in folders of its own (<c>id/version/id.version.nupkg</c>), exactly two levels below it. A feed whose own
/// path merely looks like such folders has none.
/// </summary>
/// <param name="Files">The files that are the package's own, the package first; whether the others are there is not known.</param>
/// <param name="Folders">The folders that are the package's own, from the inside; none in a flat feed.</param>
internal sealed record PackagePlace(IReadOnlyList<string> Files, IReadOnlyList<string> Folders)
{
    /// <summary>The first of its folders that is a link, if any: what is behind it is not of the feed.</summary>
    public string? Link => Folders.FirstOrDefault(folder => new DirectoryInfo(folder).LinkTarget is not null);

    /// <summary>Tells the place of a package.</summary>
    /// <param name="feed">The folder of the feed.</param>
    /// <param name="package">Its file.</param>
    public static PackagePlace Of(string feed, string package)
    {
        string[] parts = Path.GetRelativePath(feed, package).Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        if (parts is not [var id, var version, var file] || id == ".." || !file.Equals($"{id}.{version}.nupkg", StringComparison.OrdinalIgnoreCase))
        {
            return new PackagePlace([package], []);
        }

        string folder = Path.GetDirectoryName(package)!;
        return new PackagePlace([package, package + ".sha512", Path.Combine(folder, ".nupkg.metadata"), Path.Combine(folder, id + ".nuspec")], [folder, Path.GetDirectoryName(folder)!]);
    }
}
