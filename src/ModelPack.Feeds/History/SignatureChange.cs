namespace ModelPack.Feeds.History;

/// <summary>What a version changes for the code that calls the model.</summary>
public enum SignatureChange
{
    /// <summary>Nothing is known: there is no version before, or one of both has no signature.</summary>
    Unknown,

    /// <summary>Inputs and outputs are the same.</summary>
    None,

    /// <summary>Code for the version before goes on working.</summary>
    Compatible,

    /// <summary>Code for the version before does not work with it, or need not.</summary>
    Breaking,
}
