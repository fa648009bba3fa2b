namespace ModelPack.Testing.Feeds;

/// <summary>What a feed does with a version that is deleted.</summary>
public enum DeleteMeaning
{
    /// <summary>It is gone, and can never be pushed again.</summary>
    Burn,

    /// <summary>It is gone, and can be pushed again.</summary>
    Free,

    /// <summary>It stays, and is not listed any more.</summary>
    Unlist,

    /// <summary>The feed refuses: 403.</summary>
    Refuse,
}
