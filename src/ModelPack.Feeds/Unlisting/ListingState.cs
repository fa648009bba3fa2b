namespace ModelPack.Feeds.Unlisting;

/// <summary>What a source says of a version.</summary>
internal enum ListingState
{
    /// <summary>It has it, and does not tell whether it is listed.</summary>
    NotTold,

    /// <summary>It has it, and lists it.</summary>
    Listed,

    /// <summary>It has it, and does not list it.</summary>
    Unlisted,

    /// <summary>It has it not.</summary>
    Gone,
}
