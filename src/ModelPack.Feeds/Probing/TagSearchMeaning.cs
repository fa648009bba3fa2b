namespace ModelPack.Feeds.Probing;

/// <summary>How packages are found by a tag.</summary>
public enum TagSearchMeaning
{
    /// <summary>It was not found out.</summary>
    Unknown,

    /// <summary>The feed has no search.</summary>
    NoSearch,

    /// <summary>A search for a tag does not find the package in time.</summary>
    NotFound,

    /// <summary>By a text search.</summary>
    AsText,

    /// <summary>By <c>tags:</c>.</summary>
    ByTag,
}
