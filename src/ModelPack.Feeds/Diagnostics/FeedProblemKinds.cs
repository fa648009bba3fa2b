using ModelPack.Core.Diagnostics;

namespace ModelPack.Feeds;

/// <summary>Tells the kinds of problems apart.</summary>
public static class FeedProblemKinds
{
    /// <summary>What a problem means.</summary>
    /// <param name="problem">The problem.</param>
    public static FeedProblemKind Of(Problem problem) => problem.Code switch
    {
        FeedDiagnosticCodes.NoSuchSource or FeedDiagnosticCodes.NotMapped or FeedDiagnosticCodes.BadConfiguration
            or FeedDiagnosticCodes.InsecureSource or FeedDiagnosticCodes.BadIdentity => FeedProblemKind.Usage,
        FeedDiagnosticCodes.PackageNotFound or FeedDiagnosticCodes.VersionNotFound => FeedProblemKind.NotFound,
        FeedDiagnosticCodes.Unreachable or FeedDiagnosticCodes.Unauthorized or FeedDiagnosticCodes.BadAnswer or FeedDiagnosticCodes.ForeignServer or FeedDiagnosticCodes.TemporaryFolder or FeedDiagnosticCodes.PackageFolder => FeedProblemKind.NotReachable,
        FeedDiagnosticCodes.DamagedPackage or FeedDiagnosticCodes.WrongPackage or FeedDiagnosticCodes.SignatureRefused => FeedProblemKind.Refused,
        FeedDiagnosticCodes.BadPolicy or FeedDiagnosticCodes.BadKey or FeedDiagnosticCodes.BadStage or FeedDiagnosticCodes.BadAttachment or FeedDiagnosticCodes.NotAnAlias or FeedDiagnosticCodes.IsAnAlias or FeedDiagnosticCodes.IncompleteRecord
            or FeedDiagnosticCodes.ReferenceNotFound or FeedDiagnosticCodes.ReferenceAmbiguous or FeedDiagnosticCodes.ReferenceNotEditable => FeedProblemKind.Usage,
        FeedDiagnosticCodes.AliasTargetMissing => FeedProblemKind.NotFound,
        FeedDiagnosticCodes.RestoreFailed or FeedDiagnosticCodes.OutputFolder => FeedProblemKind.NotReachable,
        FeedDiagnosticCodes.BadRecord or FeedDiagnosticCodes.BadHistory or FeedDiagnosticCodes.RecordsFull or FeedDiagnosticCodes.GatesFailed or FeedDiagnosticCodes.Revoked or FeedDiagnosticCodes.LostRace or FeedDiagnosticCodes.DigestChanged
            or FeedDiagnosticCodes.ClockSkew or FeedDiagnosticCodes.HistoryGap or FeedDiagnosticCodes.DoesNotFit or FeedDiagnosticCodes.NoFreeVersion or FeedDiagnosticCodes.NothingToGoBackTo => FeedProblemKind.Refused,
        FeedDiagnosticCodes.BadPackageFile or FeedDiagnosticCodes.NothingToPush or FeedDiagnosticCodes.NotPushable or FeedDiagnosticCodes.NotUnlistable => FeedProblemKind.Usage,
        FeedDiagnosticCodes.MissingPayload => FeedProblemKind.NotFound,
        FeedDiagnosticCodes.NotConfirmed or FeedDiagnosticCodes.NotShownYet or FeedDiagnosticCodes.NotProbed => FeedProblemKind.NotReachable,
        FeedDiagnosticCodes.Conflict or FeedDiagnosticCodes.BurntVersion or FeedDiagnosticCodes.TooLargeForFeed or FeedDiagnosticCodes.PushRefused or FeedDiagnosticCodes.PackFailed
            or FeedDiagnosticCodes.OtherHistory or FeedDiagnosticCodes.FeedWarning => FeedProblemKind.Refused,
        FeedDiagnosticCodes.CannotDelete or FeedDiagnosticCodes.CatalogNotWritten => FeedProblemKind.NotReachable,
        FeedDiagnosticCodes.UnreadableNeeds or FeedDiagnosticCodes.NotAllListed or FeedDiagnosticCodes.ForkedAlias => FeedProblemKind.Refused,
        FeedDiagnosticCodes.BadFilter or FeedDiagnosticCodes.UnknownField or FeedDiagnosticCodes.BadCatalog => FeedProblemKind.Usage,
        FeedDiagnosticCodes.WrongRange or FeedDiagnosticCodes.PackageChanged or FeedDiagnosticCodes.EndlessList or FeedDiagnosticCodes.NotListable => FeedProblemKind.Refused,
        _ => FeedProblemKind.None,
    };
}
