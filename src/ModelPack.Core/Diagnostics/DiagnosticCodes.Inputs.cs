namespace ModelPack.Core.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>An item names a file that does not exist.</summary>
    public const string FileNotFound = "MP1001";

    /// <summary>An item names a folder.</summary>
    public const string DirectoryInsteadOfFile = "MP1002";

    /// <summary>A file cannot be read, or is not a regular file.</summary>
    public const string UnreadableFile = "MP1003";

    /// <summary>Two files would have one path in the package.</summary>
    public const string TwoItemsOneTarget = "MP1004";

    /// <summary>Two paths in the package differ only in case.</summary>
    public const string CaseClash = "MP1005";

    /// <summary>A path that Windows cannot hold.</summary>
    public const string UnportableName = "MP1006";

    /// <summary><c>Link</c> is no relative path inside the package.</summary>
    public const string BadTargetPath = "MP1007";

    /// <summary>One file is listed under two item types.</summary>
    public const string TwoKinds = "MP1008";

    /// <summary>A metadata or property has a value that it cannot have.</summary>
    public const string BadMetadata = "MP1009";

    /// <summary>The ONNX Runtime to validate in is not restored.</summary>
    public const string RuntimeNotRestored = "MP1016";

    /// <summary>The package id is one that NuGet refuses. Raised by the targets.</summary>
    public const string BadId = "MP1010";

    /// <summary>The version is one that NuGet refuses. Raised by the targets.</summary>
    public const string BadVersion = "MP1011";

    /// <summary>A required metadata is missing.</summary>
    public const string MissingMetadata = "MP1012";

    /// <summary>Two models are marked as primary.</summary>
    public const string TwoPrimaries = "MP1013";

    /// <summary>A sample belongs to no model.</summary>
    public const string SampleWithoutModel = "MP1014";

    /// <summary>A local data set does not have the digest that its item states.</summary>
    public const string DatasetDigest = "MP1015";

    /// <summary>Warning: the package would hold nothing.</summary>
    public const string EmptyPackage = "MP1017";

    /// <summary>A lineage file cannot be parsed.</summary>
    public const string BadLineageFile = "MP3001";

    /// <summary>A lineage kind that is not known.</summary>
    public const string UnknownLineageKind = "MP3002";

    /// <summary><c>pack --no-build</c> before any successful build.</summary>
    public const string NothingBuilt = "MP4001";

    /// <summary><c>pack --no-build</c> after inputs changed.</summary>
    public const string ChangedSinceBuild = "MP4002";

    /// <summary>A file changed while it was packed.</summary>
    public const string ChangedDuringPack = "MP4003";

    /// <summary>A file could not be written: full disk, missing right.</summary>
    public const string CannotWrite = "MP4004";

    /// <summary>The package that was written does not hold what it must.</summary>
    public const string IncompletePackage = "MP4005";
}
