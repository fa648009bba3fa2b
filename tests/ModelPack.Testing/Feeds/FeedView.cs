namespace ModelPack.Testing.Feeds;

/// <summary>Where a feed shows its packages. Feeds bring each up to date by itself.</summary>
public enum FeedView
{
    /// <summary>The versions of an id, of "package content".</summary>
    Content,

    /// <summary>The packages themselves.</summary>
    Packages,

    /// <summary>Package metadata.</summary>
    Registrations,

    /// <summary>The search.</summary>
    Search,
}
