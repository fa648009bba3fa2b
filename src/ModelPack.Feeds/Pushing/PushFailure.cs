using System.Globalization;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packing;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;
using NuGet.Configuration;

namespace ModelPack.Feeds.Pushing;

/// <summary>Says why a package was not pushed.</summary>
internal static class PushFailure
{
    public static ModelPackException Conflict(PackageSource source, LocalPackage package, string difference) => FeedProblems.Fail(
        FeedDiagnosticCodes.Conflict,
        $"The source {SourceName.Of(source)} has {package.Name} with another content: {difference}. Nothing was overwritten; "
            + (package.Payload is null ? "publish yours under a new version." : "payload ids name their content, so that package is wrong: tell who runs the feed, or pack with another ModelPackPayloadRevision."),
        file: package.Path);

    public static ModelPackException NoResource(PackageSource source) => FeedProblems.Fail(
        FeedDiagnosticCodes.NotPushable,
        $"The source {SourceName.Of(source)} takes no packages: its service index names no 'PackagePublish' resource. Name the feed that packages are pushed to; its address ends in 'index.json'.");

    public static ModelPackException NotWritable(PackageSource source, Exception exception) => FeedProblems.Fail(
        FeedDiagnosticCodes.NotPushable, $"The folder {SourceName.Of(source)} cannot be written: {exception.Message} Free space, or allow writing.", exception);

    public static ModelPackException Incomplete(PackageSource source, LocalPackage package, string folder) => FeedProblems.Fail(
        FeedDiagnosticCodes.NotPushable,
        $"{package.Name} lies incomplete on the source {SourceName.Of(source)}, as a push that was killed leaves it. Remove '{folder}', and push again.");

    public static ModelPackException Burnt(PackageSource source, LocalPackage package) => FeedProblems.Fail(
        FeedDiagnosticCodes.BurntVersion,
        $"The source {SourceName.Of(source)} refuses {package.Name} as a version that exists (409), and does not have it: it was deleted there, and the feed never takes a deleted version again. "
            + (package.Payload is null ? "Publish it under a new version." : "Raise ModelPackPayloadRevision by one, pack and push again."),
        file: package.Path);

    public static ModelPackException TooLarge(PackageSource source, LocalPackage package, string text) => FeedProblems.Fail(
        FeedDiagnosticCodes.TooLargeForFeed,
        string.Create(CultureInfo.InvariantCulture, $"{package.Name} has {package.Length} bytes ({ByteSizes.Text(package.Length)}), more than the source {SourceName.Of(source)} takes (413){Said(text)}. ")
            + (package.Payload is null
                ? "Set ModelPackInlineLimit below the feed's limit, so that large files go into payload packages; 'feed check --max-size' finds the limit."
                : "Set ModelPackShardSize below the feed's limit, and pack again; 'feed check --max-size' finds the limit."),
        file: package.Path);

    public static ModelPackException Refused(PackageSource source, LocalPackage package, int status, string text) => FeedProblems.Fail(
        FeedDiagnosticCodes.PushRefused,
        $"The source {SourceName.Of(source)} refuses {package.Name} ({status}){Said(text)}. Correct what it says, or ask who runs the feed.",
        file: package.Path);

    public static ModelPackException Unauthorized(PackageSource source, int status, bool hasKey, string text) => FeedProblems.Fail(
        FeedDiagnosticCodes.Unauthorized,
        $"The source {SourceName.Of(source)} does not let you push ({status}){Said(text)}. "
            + (hasKey ? "The API key may have expired, or not be for these ids: give another with '--api-key', or in <apikeys> of nuget.config." : "Give an API key with '--api-key' or in <apikeys> of nuget.config, or set the credentials of the source."));

    public static ModelPackException NotConfirmed(PackageSource source, LocalPackage package, TimeSpan waited) => FeedProblems.Fail(
        FeedDiagnosticCodes.NotConfirmed,
        string.Create(CultureInfo.InvariantCulture, $"{package.Name} was pushed to the source {SourceName.Of(source)}, and does not show there after {waited.TotalSeconds:0} s. ")
            + "Feeds may check packages first; run the push again later: it finishes what is missing.",
        file: package.Path);

    public static Problem NotShownYet(PackageSource source, string package, TimeSpan limit) => new(
        FeedDiagnosticCodes.NotShownYet,
        string.Create(CultureInfo.InvariantCulture, $"The source {SourceName.Of(source)} has {package}, by its answer, and does not show it yet: it is asked for up to {limit.TotalSeconds:0} s."),
        Severity: ProblemSeverity.Warning);

    private static string Said(string text) => text.Length == 0 ? "" : $": \"{text.TrimEnd('.')}\"";
}
