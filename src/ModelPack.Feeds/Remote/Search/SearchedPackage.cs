namespace ModelPack.Feeds.Remote.Search;

/// <summary>A package id that a source has.</summary>
/// <param name="Id">The id.</param>
/// <param name="Tags">Its tags; <see langword="null"/> where they are not known.</param>
internal sealed record SearchedPackage(string Id, IReadOnlyList<string>? Tags)
{
    /// <summary>Whether it has a tag, or may have it.</summary>
    public bool MayHave(string tag) => Tags is null || Tags.Contains(tag, StringComparer.OrdinalIgnoreCase);
}
