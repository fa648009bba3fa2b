namespace ModelPack.Feeds.Records;

/// <summary>What became of a package of records that was to be published.</summary>
internal enum StoreOutcome
{
    /// <summary>It is there.</summary>
    Published,

    /// <summary>Somebody else's is there under this version.</summary>
    Taken,

    /// <summary>The source refuses the version, and has not got it.</summary>
    Burnt,
}
