using NuGet.Versioning;

namespace ModelPack.Feeds.Remote.Folders;

/// <summary>A package of a folder feed.</summary>
/// <param name="Id">Its id, as its nuspec writes it where that was read.</param>
/// <param name="Version">Its version.</param>
/// <param name="File">Its file.</param>
internal sealed record FolderPackage(string Id, NuGetVersion Version, FileInfo File)
{
    /// <summary>Its tags, where its nuspec was read.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}
