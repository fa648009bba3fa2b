using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;
using NuGet.Configuration;

namespace ModelPack.Feeds.Remote;

/// <summary>Says what is wrong with what a source sends of a package, or lists.</summary>
internal static class HistoryProblems
{
    public static ModelPackException WrongRange(PackageSource source, string package, string what) => FeedProblems.Fail(
        FeedDiagnosticCodes.WrongRange,
        $"The source {SourceName.Of(source)} was asked for a part of {package} and sent another: {what}. Tell who runs the feed; fetch the package into the package cache, which is read first.");

    public static ModelPackException Changed(PackageSource source, string package) => FeedProblems.Fail(
        FeedDiagnosticCodes.PackageChanged,
        $"The source {SourceName.Of(source)} changed {package} while it was read. Try again; a version that changes is not to be trusted: tell who runs the feed.");

    public static ModelPackException Endless(PackageSource source, string list, string what) => FeedProblems.Fail(
        FeedDiagnosticCodes.EndlessList,
        $"The source {SourceName.Of(source)} does not end its list of {list}: {what}. Tell who runs the feed, or name another source.");
}
