namespace ModelPack.Feeds.Rollback;

/// <summary>What became of a rollback.</summary>
public enum RollbackOutcome
{
    /// <summary>The alias went back.</summary>
    RolledBack,

    /// <summary>An earlier run had published it; what was missing was done.</summary>
    AlreadyServed,

    /// <summary>An earlier run of the same command had done all of it, or somebody else has gone back: nothing was done now, and the alias did not go further back.</summary>
    NothingDone,

    /// <summary>Only the plan was made.</summary>
    Planned,
}
