using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Records;
using NuGet.Versioning;

namespace ModelPack.Feeds.Rollback;

/// <summary>Chooses what an alias goes back to.</summary>
internal sealed class RollbackTarget(RecordFeeds feeds, IReadOnlyList<RevocationRecord> revocations)
{
    private const int Named = 5;

    /// <summary>The promotion of the version that is asked for, or of the former one that is not revoked.</summary>
    /// <exception cref="ModelPackException">There is none (MP5071), or it is revoked (MP5067).</exception>
    public PromotionRecord Choose(AliasHistory history, NuGetVersion? asked)
    {
        if (asked is not null)
        {
            PromotionRecord target = AliasSteps.LastOf(history, asked.ToNormalizedString()) ?? throw NeverServed(history, asked);
            return target.Model.IsSameAs(history.Newest.Model) ? throw Serves(history)
                : Revocation(target.Model) is { } revocation ? throw RecordFailure.Revoked(target.Model, revocation)
                : target;
        }

        IReadOnlyList<PromotionRecord> former = AliasSteps.Former(history);
        return former.FirstOrDefault(record => Revocation(record.Model) is null) ?? throw FeedProblems.Fail(
            FeedDiagnosticCodes.NothingToGoBackTo,
            former.Count == 0
                ? $"'{history.Alias}' on the source {SourceName.Of(feeds.RecordSource)} serves {history.Newest.Model.Version}, and nothing came before it. Name a version that it served with --to, or promote another."
                : $"Every version that '{history.Alias}' served before {history.Newest.Model.Version} is revoked. Promote another.");
    }

    private RevocationRecord? Revocation(RecordSubject model) => revocations.FirstOrDefault(revocation => revocation.Covers(model));

    private ModelPackException NeverServed(AliasHistory history, NuGetVersion asked)
    {
        string[] served = [.. history.Records.Select(record => record.Model.Version).Reverse().Distinct(StringComparer.OrdinalIgnoreCase)];
        return FeedProblems.Fail(
            FeedDiagnosticCodes.NothingToGoBackTo,
            $"'{history.Alias}' on the source {SourceName.Of(feeds.RecordSource)} never served {asked.ToNormalizedString()}; it served {string.Join(", ", served.Take(Named))}{(served.Length > Named ? ", …" : "")}. Name one of them, or promote that version.");
    }

    private static ModelPackException Serves(AliasHistory history) => FeedProblems.Fail(
        FeedDiagnosticCodes.NothingToGoBackTo,
        $"'{history.Alias}' serves {history.Newest.Model.Version} already, since its version {history.Newest.AliasVersion}. Name another one with --to.");
}
