namespace ModelPack.Core.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>A lineage source cannot be read: it is not what its kind says.</summary>
    public const string BadLineageFile = "MP3001";

    /// <summary>A lineage kind that is not known, or cannot be told.</summary>
    public const string UnknownLineageKind = "MP3002";

    /// <summary>A lineage source is of a version of its format that is not read.</summary>
    public const string LineageVersion = "MP3003";

    /// <summary>A packed file is not the one that a lineage source names.</summary>
    public const string LineageDigest = "MP3004";

    /// <summary>Warning: two sources say different things of one fact.</summary>
    public const string LineageContradiction = "MP3005";

    /// <summary>Warning: a lineage source holds a secret, which is left out.</summary>
    public const string SecretMasked = "MP3006";

    /// <summary>A run that <c>Run</c> names is not there, or there is none at all.</summary>
    public const string RunNotFound = "MP3007";

    /// <summary>Notice: a source holds several runs, and the newest was taken.</summary>
    public const string RunChosen = "MP3008";

    /// <summary>A lineage source leads out of its folder by a symbolic link or a path.</summary>
    public const string LineageOutside = "MP3009";

    /// <summary>A lineage file is larger than any real one.</summary>
    public const string LineageTooLarge = "MP3010";

    /// <summary>A section that <c>ModelPackRequiredLineage</c> names is missing.</summary>
    public const string RequiredLineage = "MP3011";

    /// <summary>Under <c>ModelPackStrictLineage</c>: a requirement has no exact version.</summary>
    public const string UnpinnedRequirement = "MP3012";

    /// <summary>Warning: the signature that a tracker recorded is not the model's.</summary>
    public const string SignatureDiffers = "MP3013";

    /// <summary>Warning: a log breaks off; what precedes is kept.</summary>
    public const string LogBroken = "MP3014";

    /// <summary>A tracking store cannot be read.</summary>
    public const string TrackingStore = "MP3015";

    /// <summary>A tracking server cannot be asked, or does not answer as one.</summary>
    public const string TrackingServer = "MP3016";
}
