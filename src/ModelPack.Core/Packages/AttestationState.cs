namespace ModelPack.Core.Packages;

/// <summary>How a document in a package stands to its manifest.</summary>
public enum AttestationState
{
    /// <summary>There is none.</summary>
    Missing,

    /// <summary>It is, byte for byte, what the manifest gives.</summary>
    OfThisManifest,

    /// <summary>It is another: of another version of ModelPack, edited, or of another model.</summary>
    Other,
}
