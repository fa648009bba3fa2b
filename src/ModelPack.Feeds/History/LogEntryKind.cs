namespace ModelPack.Feeds.History;

/// <summary>What happened.</summary>
public enum LogEntryKind
{
    /// <summary>A version was published.</summary>
    Published,

    /// <summary>A version was promoted.</summary>
    Promoted,

    /// <summary>An alias went back to a version that it served before.</summary>
    RolledBack,

    /// <summary>Somebody said something of a version; <see cref="LogEntry.Detail"/> says what kind of thing.</summary>
    Attested,

    /// <summary>A version was revoked.</summary>
    Revoked,

    /// <summary>A service was deployed with a version.</summary>
    Deployed,

    /// <summary>Something that records or lists tell of is not there.</summary>
    Gap,
}
