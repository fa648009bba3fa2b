namespace ModelPack.Runtime.Tasks;

/// <summary>Every code of the consumer's side. The README of ModelPack.Runtime has the cause and cure of each.</summary>
public static class RuntimeDiagnosticCodes
{
    /// <summary>A file in a model package's folder does not have the content that the manifest states.</summary>
    public const string PackageFileDamaged = "MP6001";

    /// <summary>A file that the manifest lists is not in the model package's folder.</summary>
    public const string PackageFileMissing = "MP6002";

    /// <summary>A manifest is missing or cannot be read.</summary>
    public const string ManifestUnreadable = "MP6003";

    /// <summary>A manifest is of a newer format than this version of ModelPack.Runtime reads, or has a layout that it does not know.</summary>
    public const string ManifestTooNew = "MP6004";

    /// <summary>A manifest lists a path that is not below the model's folder on every system.</summary>
    public const string PathRefused = "MP6005";

    /// <summary>A manifest lists two paths that cannot lie in one folder.</summary>
    public const string PathsClash = "MP6006";

    /// <summary>A slot is not a valid folder name.</summary>
    public const string SlotRefused = "MP6007";

    /// <summary>Two models have the same slot.</summary>
    public const string SlotTaken = "MP6008";

    /// <summary>A manifest, or the list of files in it, does not have the digest that the package declares.</summary>
    public const string ManifestDamaged = "MP6009";

    /// <summary>A file cannot be written to, or removed from, the output folder.</summary>
    public const string OutputNotWritable = "MP6010";

    /// <summary>The list of files of a referenced model project cannot be used.</summary>
    public const string FileMapUnreadable = "MP6011";

    /// <summary>A file of a referenced model project is missing or was changed since the project was built.</summary>
    public const string ProjectFileChanged = "MP6012";

    /// <summary>A payload package of a model is in no package folder.</summary>
    public const string PayloadMissing = "MP6013";

    /// <summary>A payload package does not have the content that the model's manifest states.</summary>
    public const string PayloadDamaged = "MP6014";

    /// <summary>A file that was put together in the store had other content, and was put together again; a warning.</summary>
    public const string StoreFileDamaged = "MP6015";

    /// <summary>A file cannot be put together in the store.</summary>
    public const string StoreNotWritable = "MP6016";

    /// <summary>A manifest states layouts, shards or payloads that cannot be right.</summary>
    public const string LayoutRefused = "MP6017";

    /// <summary>A model did not come through the alias of a stage that the project requires (<c>ModelPackRequiredStage</c>).</summary>
    public const string StageRequired = "MP6020";

    /// <summary>A model is revoked (<c>ModelPackCheckRevocations</c>).</summary>
    public const string ModelRevoked = "MP6021";

    /// <summary>It cannot be learned whether models are revoked; a warning.</summary>
    public const string RevocationsUnknown = "MP6022";

    /// <summary><c>ModelPackRevocationsAuditLevel</c> is no severity.</summary>
    public const string BadAuditLevel = "MP6023";

    /// <summary>Revocations that a source has were forged, cut or changed.</summary>
    public const string BadRevocations = "MP6024";
}
