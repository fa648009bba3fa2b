namespace ModelPack.Feeds.Rollback;

/// <summary>What became of a rollback.</summary>
public enum RollbackOutcome
{
    /// <summary>The alias went back.</summary>
    RolledBack,

    /// <summary>An earlier run had published it; what was missing was done.</summary>
    AlreadyServed,

    /// <summary>Only the plan was made.</summary>
    Planned,
}
