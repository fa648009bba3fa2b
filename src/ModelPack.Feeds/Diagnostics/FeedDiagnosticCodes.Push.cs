namespace ModelPack.Feeds;

/// <content>Codes of pushing, copying, probing and unlisting.</content>
public static partial class FeedDiagnosticCodes
{
    /// <summary>The source has the version with another content.</summary>
    public const string Conflict = "MP5020";

    /// <summary>Nothing can be pushed to a source.</summary>
    public const string NotPushable = "MP5021";

    /// <summary>The feed refuses a version that it had once.</summary>
    public const string BurntVersion = "MP5022";

    /// <summary>The package is larger than the feed takes.</summary>
    public const string TooLargeForFeed = "MP5023";

    /// <summary>The feed refuses the package.</summary>
    public const string PushRefused = "MP5024";

    /// <summary>A package was pushed, and does not show on the feed.</summary>
    public const string NotConfirmed = "MP5025";

    /// <summary>A file that is to be pushed is no sound package, or cannot be read.</summary>
    public const string BadPackageFile = "MP5026";

    /// <summary>A payload that a model needs is in no place that was looked at.</summary>
    public const string MissingPayload = "MP5027";

    /// <summary>There is no model package to push.</summary>
    public const string NothingToPush = "MP5028";

    /// <summary>A version cannot be unlisted on a source.</summary>
    public const string NotUnlistable = "MP5029";

    /// <summary>A project cannot be packed.</summary>
    public const string PackFailed = "MP5030";

    /// <summary>A feed cannot be probed.</summary>
    public const string NotProbed = "MP5031";

    /// <summary>A package of an alias or of records does not continue the history that the source has.</summary>
    public const string OtherHistory = "MP5032";

    /// <summary>A feed took a package, and warns.</summary>
    public const string FeedWarning = "MP5033";

    /// <summary>What a feed took, or refuses as what it has, does not show yet.</summary>
    public const string NotShownYet = "MP5034";
}
