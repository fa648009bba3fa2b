namespace ModelPack.Feeds.Pushing;

/// <summary>Which records a package holds.</summary>
internal enum RecordContent
{
    /// <summary>None.</summary>
    None,

    /// <summary>The history of an alias.</summary>
    Alias,

    /// <summary>Attestations, revocations or deployments.</summary>
    Book,
}
