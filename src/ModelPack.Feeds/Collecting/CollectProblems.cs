using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;
using NuGet.Configuration;

namespace ModelPack.Feeds.Collecting;

/// <summary>Says what keeps things from being collected.</summary>
internal static class CollectProblems
{
    public static Problem Unreadable(string package, Problem why, bool all) => new(
        FeedDiagnosticCodes.UnreadableNeeds,
        $"What '{package}' needs is not known, for its manifest cannot be read ({why.Code}: {why.Message.TrimEnd('.')}). {(all ? "No payload is proposed" : "No payload of its prefix is proposed")}; publish it again, or remove it.",
        Severity: ProblemSeverity.Warning);

    public static Problem RecordsUnreadable(string model, Problem why) => new(
        FeedDiagnosticCodes.UnreadableNeeds,
        $"What was ever promoted of '{model}' is not known, for its records cannot be read ({why.Code}: {why.Message.TrimEnd('.')}). No version of it is proposed; correct that first.",
        Severity: ProblemSeverity.Warning);

    public static Problem NotAllListed(PackageSource source) => new(
        FeedDiagnosticCodes.NotAllListed,
        $"The search of the source {SourceName.Of(source)} does not show models and aliases whose versions are all unlisted, and what those need is not known: nothing is proposed. Where there are none, or all of them are named with --id, say --all-listed.",
        Severity: ProblemSeverity.Warning);

    public static Problem NotAsNamed(string package, string why) => new(
        FeedDiagnosticCodes.UnreadableNeeds, $"'{package}' is not what its name says: {why}. It is not proposed; look at it, and delete it by hand if it is nobody's.", package, Severity: ProblemSeverity.Warning);

    public static Problem Linked(string package, string link) => new(
        FeedDiagnosticCodes.UnreadableNeeds, $"'{package}' lies behind the link '{link}', and what is there may be somebody else's: it is not deleted. Name the folder that the link leads to as a source, or delete it by hand.", package, Severity: ProblemSeverity.Warning);

    public static ModelPackException NotListed(PackageSource source) => FeedProblems.Fail(
        FeedDiagnosticCodes.NotListable,
        $"The source {SourceName.Of(source)} has no search, and does not tell which packages it has. Name the models with --id; payloads are collected only where they can be listed.");

    public static Problem CannotDelete(string path, Exception exception) => new(
        FeedDiagnosticCodes.CannotDelete, $"'{path}' cannot be deleted: {exception.Message.TrimEnd('.')}. Close what uses it, or allow it, and run again.", path);
}
