namespace ModelPack.Feeds.Promotion;

/// <summary>What became of a promotion.</summary>
public enum PromotionOutcome
{
    /// <summary>The alias serves the version from now on.</summary>
    Promoted,

    /// <summary>The alias served it already; nothing was done.</summary>
    AlreadyServed,

    /// <summary>It would be promoted; nothing was done.</summary>
    WouldPromote,

    /// <summary>The policy, or a revocation, does not allow it.</summary>
    Refused,
}
