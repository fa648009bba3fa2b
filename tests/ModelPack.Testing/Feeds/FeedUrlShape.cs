namespace ModelPack.Testing.Feeds;

/// <summary>What the addresses of a feed look like. The protocol says only that they are in the service index and in what it leads to.</summary>
public enum FeedUrlShape
{
    /// <summary>As public feeds have them.</summary>
    Usual,

    /// <summary>Other paths, in other case, with a slash at the end of some and without <c>.json</c>; pages and leaves lie elsewhere.</summary>
    Odd,

    /// <summary>As <see cref="Odd"/>, and publish, search and registration pages need their query, else 404.</summary>
    Queries,
}
