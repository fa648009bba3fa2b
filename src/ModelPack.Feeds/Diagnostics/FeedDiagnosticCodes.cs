namespace ModelPack.Feeds;

/// <summary>Every code of feeds, MP50xx. The README of ModelPack.Feeds has the cause and cure of each.</summary>
public static partial class FeedDiagnosticCodes
{
    /// <summary>A source that is asked for is not configured, is disabled or does not exist; or there is no source at all.</summary>
    public const string NoSuchSource = "MP5001";

    /// <summary>A source cannot be reached, breaks off or does not answer in time.</summary>
    public const string Unreachable = "MP5002";

    /// <summary>A source wants other credentials.</summary>
    public const string Unauthorized = "MP5003";

    /// <summary>No source has the package id.</summary>
    public const string PackageNotFound = "MP5004";

    /// <summary>No source has the version of the package.</summary>
    public const string VersionNotFound = "MP5005";

    /// <summary>Package source mapping keeps the id from every source.</summary>
    public const string NotMapped = "MP5006";

    /// <summary>What a source sent is no sound package.</summary>
    public const string DamagedPackage = "MP5007";

    /// <summary>What a source sent is another package than the one that was asked for.</summary>
    public const string WrongPackage = "MP5008";

    /// <summary>A source does not answer as a NuGet feed.</summary>
    public const string BadAnswer = "MP5009";

    /// <summary>A <c>nuget.config</c>, or a value of it, cannot be used.</summary>
    public const string BadConfiguration = "MP5010";

    /// <summary>A source is plain HTTP, which its configuration does not allow.</summary>
    public const string InsecureSource = "MP5011";

    /// <summary>The signature policy of <c>nuget.config</c> refuses the package.</summary>
    public const string SignatureRefused = "MP5012";

    /// <summary>A text is no package id or no version.</summary>
    public const string BadIdentity = "MP5013";

    /// <summary>The package folder cannot be written.</summary>
    public const string PackageFolder = "MP5014";

    /// <summary>A source leads an API key, credentials or a package to another server.</summary>
    public const string ForeignServer = "MP5015";

    /// <summary>The folder for NuGet's temporary files cannot be written.</summary>
    public const string TemporaryFolder = "MP5016";
}
