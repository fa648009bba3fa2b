namespace ModelPack.Feeds.Collecting;

/// <summary>What can go.</summary>
public enum GarbageKind
{
    /// <summary>A prerelease of a model beyond those that are kept.</summary>
    Prerelease,

    /// <summary>A payload package that nothing needs.</summary>
    Payload,

    /// <summary>A file of the store that was put together for no package that is still there.</summary>
    StoredFile,

    /// <summary>Manifests of a package of a feed, kept in the store, that nothing has read for long.</summary>
    CachedManifests,
}
