namespace ModelPack.Feeds.Pushing;

/// <summary>What became of a push.</summary>
public enum PushOutcome
{
    /// <summary>The source has taken the package.</summary>
    Pushed,

    /// <summary>The source had the package already, with the same content.</summary>
    AlreadyThere,

    /// <summary>It would be pushed; nothing was sent.</summary>
    WouldPush,
}
