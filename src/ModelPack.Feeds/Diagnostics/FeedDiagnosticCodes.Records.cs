using ModelPack.Core.Records;

namespace ModelPack.Feeds;

/// <summary>The codes of records, promotion, revocation and rollback.</summary>
public static partial class FeedDiagnosticCodes
{
    /// <inheritdoc cref="RecordDiagnosticCodes.BadRecord"/>
    public const string BadRecord = RecordDiagnosticCodes.BadRecord;

    /// <inheritdoc cref="RecordDiagnosticCodes.BadHistory"/>
    public const string BadHistory = RecordDiagnosticCodes.BadHistory;

    /// <inheritdoc cref="RecordDiagnosticCodes.BadPolicy"/>
    public const string BadPolicy = RecordDiagnosticCodes.BadPolicy;

    /// <inheritdoc cref="RecordDiagnosticCodes.BadKey"/>
    public const string BadKey = RecordDiagnosticCodes.BadKey;

    /// <inheritdoc cref="RecordDiagnosticCodes.BadStage"/>
    public const string BadStage = RecordDiagnosticCodes.BadStage;

    /// <inheritdoc cref="RecordDiagnosticCodes.BadAttachment"/>
    public const string BadAttachment = RecordDiagnosticCodes.BadAttachment;

    /// <inheritdoc cref="RecordDiagnosticCodes.RecordsFull"/>
    public const string RecordsFull = RecordDiagnosticCodes.RecordsFull;

    /// <summary>The policy does not let a version reach a stage, or an alias go back.</summary>
    public const string GatesFailed = "MP5066";

    /// <summary>A version that is to be promoted is revoked.</summary>
    public const string Revoked = "MP5067";

    /// <summary>Somebody else published the next version of the same records first.</summary>
    public const string LostRace = "MP5068";

    /// <summary>An alias names a version of its model that is not there.</summary>
    public const string AliasTargetMissing = "MP5069";

    /// <summary>A package that is taken for an alias is none.</summary>
    public const string NotAnAlias = "MP5070";

    /// <summary>There is no version that an alias could go back to.</summary>
    public const string NothingToGoBackTo = "MP5071";

    /// <summary>A project does not reference the alias.</summary>
    public const string ReferenceNotFound = "MP5072";

    /// <summary>A reference stands in several places, or under conditions.</summary>
    public const string ReferenceAmbiguous = "MP5073";

    /// <summary>The version of a reference stands where it cannot be changed.</summary>
    public const string ReferenceNotEditable = "MP5074";

    /// <summary>The restore after a rollback failed.</summary>
    public const string RestoreFailed = "MP5075";

    /// <summary>An action wants something that is not given: a reason, a type, a field of an attestation.</summary>
    public const string IncompleteRecord = "MP5076";

    /// <summary>A feed has a version with another content than a record says.</summary>
    public const string DigestChanged = "MP5077";

    /// <summary>The time that a record claims and the time at which the feed published it disagree.</summary>
    public const string ClockSkew = "MP5078";

    /// <summary>Not all versions of an alias or of records are on a feed.</summary>
    public const string HistoryGap = "MP5079";

    /// <summary>A feed refuses one version after the other without having them.</summary>
    public const string NoFreeVersion = "MP5080";

    /// <summary>A folder cannot be written to.</summary>
    public const string OutputFolder = "MP5081";

    /// <summary>A version that an alias goes back to is not of the form that the service was built against.</summary>
    public const string DoesNotFit = "MP5082";

    /// <summary>A package that is taken for a model is an alias.</summary>
    public const string IsAnAlias = "MP5083";
}
