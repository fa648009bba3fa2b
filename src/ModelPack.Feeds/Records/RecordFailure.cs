using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;

namespace ModelPack.Feeds.Records;

/// <summary>Says what is wrong with records on a source, and what stands in the way of an action.</summary>
internal static class RecordFailure
{
    public static ModelPackException NotAnAlias(PackageSource source, string id) => FeedProblems.Fail(
        FeedDiagnosticCodes.NotAnAlias,
        $"'{id}' on the source {SourceName.Of(source)} is no alias: it has no '{AliasHistory.Entry}'. Name an alias, '<model id>.<Stage>'.");

    public static ModelPackException IsAnAlias(string id, string model) => FeedProblems.Fail(
        FeedDiagnosticCodes.IsAnAlias,
        $"'{FeedText.Clean(id)}' is an alias of '{FeedText.Clean(model)}', and serves versions of it. Name the model instead: {FeedText.Clean(model)}.");

    public static ModelPackException NoSuchAlias(PackageSource source, string id) => FeedProblems.Fail(
        FeedDiagnosticCodes.NothingToGoBackTo,
        $"The source {SourceName.Of(source)} has no alias '{id}'. Name one that was promoted there, or its source with --source or --records-source.");

    public static ModelPackException NoRecords(PackageSource source, string id) => FeedProblems.Fail(
        FeedDiagnosticCodes.BadRecord,
        $"'{id}' on the source {SourceName.Of(source)} has no '{RecordPackages.Entry}'. That id is for records: give the package that took it another one.");

    public static ModelPackException OtherId(PackageSource source, string id, string other) => FeedProblems.Fail(
        FeedDiagnosticCodes.BadHistory,
        $"'{id}' on the source {SourceName.Of(source)} has records of '{other}'. Do not trust it; ask who runs the feed who pushed it.");

    public static ModelPackException NotSent(PackageSource source, string id, int number) =>
        FeedFailure.Unreachable(source, $"it lists '{id}' {number}.0.0, but does not send it");

    public static ModelPackException NoFreeVersion(PackageSource source, string id, int first, int last) => FeedProblems.Fail(
        FeedDiagnosticCodes.NoFreeVersion,
        $"The source {SourceName.Of(source)} refuses every version of '{id}' from {first}.0.0 to {last}.0.0, and has none of them. Ask who runs it what its rules for deleted versions are, or name another with --records-source.");

    public static ModelPackException LostRace(PackageSource source, string id, string what) => FeedProblems.Fail(
        FeedDiagnosticCodes.LostRace,
        $"Somebody else was first: '{id}' on the source {SourceName.Of(source)} {what}. Nothing was changed; look at it, and run the command again if it still makes sense.");

    public static ModelPackException Incomplete(string what) => FeedProblems.Fail(FeedDiagnosticCodes.IncompleteRecord, what);

    public static ModelPackException TargetMissing(PackageSource source, string alias, RecordSubject model) => FeedProblems.Fail(
        FeedDiagnosticCodes.AliasTargetMissing,
        $"'{alias}' is to serve {model}, which is not on the source {SourceName.Of(source)}. Copy it there with 'dotnet modelpack copy', name its source, or choose another version.");

    public static ModelPackException DigestChanged(PackageSource source, RecordSubject expected, string found) => FeedProblems.Fail(
        FeedDiagnosticCodes.DigestChanged,
        $"{expected} on the source {SourceName.Of(source)} has the digest {found}, and records say {expected.Digest}. Do not use that source; tell who runs it.");

    public static ModelPackException Revoked(RecordSubject subject, RevocationRecord revocation) => FeedProblems.Fail(
        FeedDiagnosticCodes.Revoked,
        FormattableString.Invariant($"{subject} was revoked by {revocation.Actor.Name} on {revocation.Time:yyyy-MM-dd}: {Sentence(revocation.Reason)} Choose another version."));

    public static Problem Skew(PackageSource source, string package, DateTimeOffset claimed, DateTimeOffset published, int more) => new(
        FeedDiagnosticCodes.ClockSkew,
        FormattableString.Invariant($"{package} claims to be of {claimed:yyyy-MM-dd HH:mm}, and the source {SourceName.Of(source)} published it on {published:yyyy-MM-dd HH:mm} (UTC){(more == 0 ? "" : $"; {more} before it disagree too")}. Trust the source; correct the clock of the machine that made it."),
        Severity: ProblemSeverity.Warning);

    public static Problem OwnSkew(PackageSource source, DateTimeOffset own, DateTimeOffset time) => new(
        FeedDiagnosticCodes.ClockSkew,
        FormattableString.Invariant($"The clock of this machine says {own:yyyy-MM-dd HH:mm}, and the source {SourceName.Of(source)} says {time:yyyy-MM-dd HH:mm} (UTC). The record has the time of this machine; how long a version was in a stage is told by the source. Correct the clock."),
        Severity: ProblemSeverity.Warning);

    public static Problem Gap(PackageSource source, string id, IReadOnlyList<int> missing) => new(
        FeedDiagnosticCodes.HistoryGap,
        $"{(missing.Count == 1 ? "Version" : "Versions")} {string.Join(", ", missing.Take(5).Select(RecordPackages.VersionOf))}{(missing.Count > 5 ? ", …" : "")} of '{id}' {(missing.Count == 1 ? "is" : "are")} not on the source {SourceName.Of(source)}. The newest version there proves the history all the same.",
        Severity: ProblemSeverity.Warning);

    public static Problem DoesNotFit(RecordSubject target, RecordSubject built, IReadOnlyList<CompatibilityResult> parts) => new(
        FeedDiagnosticCodes.DoesNotFit,
        $"{target} does not fit the service as it was built against {built}: {string.Join("; ", parts.Where(part => !part.IsSame).Select(part => $"{part.Part}: {part.Detail.TrimEnd('.')}"))}. The alias goes back all the same: build and test the service before you deploy it, deploy the image that last served {target.Version}, or go to another version with --to.",
        Severity: ProblemSeverity.Warning);

    public static Problem NotRevoked(string alias, RecordSubject left) => new(
        FeedDiagnosticCodes.NothingToGoBackTo,
        $"{left}, which '{alias}' left before, was not revoked: it was another command that left it. If it is the one to revoke: dotnet modelpack revoke {left.Id}@{left.Version} --reason …",
        Severity: ProblemSeverity.Warning);

    public static string Sentence(string text) => text.Trim().TrimEnd('.') + ".";
}
