namespace ModelPack.Feeds.Remote.Ranges;

/// <summary>How a feed answers requests for parts of packages.</summary>
internal enum RangeAbility
{
    /// <summary>Not tried yet.</summary>
    Unknown,

    /// <summary>Any part, the last bytes too.</summary>
    Full,

    /// <summary>Parts by their position only: some storages do not know "the last bytes".</summary>
    ByPosition,

    /// <summary>It sends the whole package.</summary>
    None,
}
