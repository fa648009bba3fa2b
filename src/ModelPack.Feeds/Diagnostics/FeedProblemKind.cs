namespace ModelPack.Feeds;

/// <summary>What a problem of a feed means for whoever asked; a tool's exit code follows it.</summary>
public enum FeedProblemKind
{
    /// <summary>It is no problem of feeds.</summary>
    None,

    /// <summary>What was asked, or a configuration, is wrong: asking again cannot help.</summary>
    Usage,

    /// <summary>The feeds answered, and have no such package.</summary>
    NotFound,

    /// <summary>A feed or folder cannot be reached, or lets nobody in.</summary>
    NotReachable,

    /// <summary>A feed answered, and what it sent must not be used.</summary>
    Refused,
}
