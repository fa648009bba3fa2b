namespace ModelPack.Core.Records;

/// <summary>The codes of records, policies and keys. They are codes of feeds, where records come from: <c>FeedDiagnosticCodes</c> has them too.</summary>
public static class RecordDiagnosticCodes
{
    /// <summary>A file of records cannot be read: it is damaged, too large or of a newer format.</summary>
    public const string BadRecord = "MP5060";

    /// <summary>A history contradicts itself, its feed or an older state of itself: it was forged, reordered or cut.</summary>
    public const string BadHistory = "MP5061";

    /// <summary>A policy file is malformed.</summary>
    public const string BadPolicy = "MP5062";

    /// <summary>A key cannot be used.</summary>
    public const string BadKey = "MP5063";

    /// <summary>A stage has a name that it cannot have, or that the policy does not list.</summary>
    public const string BadStage = "MP5064";

    /// <summary>A file that is to be attached to a record cannot be.</summary>
    public const string BadAttachment = "MP5065";

    /// <summary>A file of records would be larger than readers take, or have more records.</summary>
    public const string RecordsFull = "MP5086";
}
