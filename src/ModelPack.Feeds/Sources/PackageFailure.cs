using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Sources;

/// <summary>Says what is wrong with a package that a source sent.</summary>
internal static class PackageFailure
{
    public static ModelPackException Damaged(PackageSource source, string id, NuGetVersion version, string what, Exception? inner = null) => FeedProblems.Fail(
        FeedDiagnosticCodes.DamagedPackage,
        $"'{id}' {version.ToNormalizedString()} of the source {SourceName.Of(source)} is damaged: {what}. Nothing of it was kept; publish it again under a new version, or take it from another source.",
        inner);

    public static ModelPackException DamagedFile(PackageSource source, string id, NuGetVersion version, string file, Exception? inner = null) => FeedProblems.Fail(
        FeedDiagnosticCodes.DamagedPackage,
        $"The file '{file}' of the source {SourceName.Of(source)}, which is to be '{id}' {version.ToNormalizedString()}, is damaged or cut off: it is no sound archive. "
            + $"Delete '{Whole(source, file)}', and push the model again.",
        inner,
        file);

    // Of a hierarchical folder all that lies beside the package goes with it.
    private static string Whole(PackageSource source, string file)
    {
        string folder = Path.GetDirectoryName(file)!;
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(NuGet.Common.UriUtility.GetLocalPath(source.Source))) == folder ? file : folder;
    }

    public static Problem NoPackage(PackageSource source, string file) => new(
        FeedDiagnosticCodes.DamagedPackage,
        $"The file '{file}' of the source {SourceName.Of(source)} is no sound package, and is passed over. Publish it again under a new version, or remove it.",
        file,
        Severity: ProblemSeverity.Warning);

    public static ModelPackException TooLarge(PackageSource source, string id, NuGetVersion version, long limit) =>
        Damaged(source, id, version, $"it is larger than the {limit} bytes that it may have");

    public static ModelPackException Other(PackageSource source, string id, NuGetVersion version, string what) => FeedProblems.Fail(
        FeedDiagnosticCodes.WrongPackage,
        $"The source {SourceName.Of(source)} sent something else for '{id}' {version.ToNormalizedString()}: {what}. Nothing of it was kept; tell who runs the feed, or take it from another source.");
}
