using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Records;
using NuGet.Versioning;

namespace ModelPack.Feeds.Promotion;

/// <summary>Promotes versions of models: publishes the next version of the alias, if the policy lets it.</summary>
/// <param name="feeds">Where models and records are.</param>
public sealed class Promoter(RecordFeeds feeds)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Promotes a version. What an interrupted run has done is not done again.</summary>
    /// <param name="request">What is to be promoted.</param>
    /// <param name="cancellationToken">Ends it; the promotion is then made or not, never half.</param>
    /// <exception cref="ModelPackException">Somebody else promoted at the same time (MP5068), or something cannot be had, read or published.</exception>
    public async Task<PromotionResult> PromoteAsync(PromotionRequest request, CancellationToken cancellationToken)
    {
        RecordActors.Require(request.Actor);
        StatedTexts.Require(request.Reason, request.Ticket);
        string asked = request.Policy?.Policy.StageOf(request.Stage).Name ?? request.Stage;
        RecordPackages.RequireStage(asked);
        using OpenedModel model = await feeds.OpenModelAsync(request.Model, request.Version, cancellationToken);
        RecordPackage<AliasHistory>? alias = await AliasReading.ReadAsync(feeds.Store, RecordPackages.Alias(model.Manifest.Id, asked), cancellationToken);
        AliasHistory history = alias?.Value ?? AliasHistory.Begin(model.Manifest.Id, asked);
        if (history.Records.Find(record => Same(record.Model, model.Subject) && record.Model.Digest != model.Subject.Digest) is { } other)
        {
            throw RecordFailure.DigestChanged(feeds.ModelSource, other.Model, model.Subject.Digest);
        }

        GateReport gates = ReleaseGates.Evaluate(request.Policy?.Policy, asked, await Input(request, model, cancellationToken));
        if (gates.Failed.FirstOrDefault(gate => gate.Gate == "revocation") is { } revoked)
        {
            return Refused(history, model, gates, FeedDiagnosticCodes.Revoked, $"{model.Subject} cannot be promoted: {RecordFailure.Sentence(revoked.Detail)} Promote another version.");
        }

        if (history.Records.Count > 0 && history.Newest.Model.IsSameAs(model.Subject))
        {
            return new PromotionResult(PromotionOutcome.AlreadyServed, history.Alias, model.Subject, history.Newest, gates, null);
        }

        if (!gates.Passed)
        {
            string failed = string.Join("; ", gates.Failed.Select(gate => $"{gate.Rule}: {gate.Detail}"));
            return Refused(history, model, gates, FeedDiagnosticCodes.GatesFailed, $"The policy does not let {model.Subject} reach {history.Stage}: {RecordFailure.Sentence(failed)} Bring what is missing, and promote again.");
        }

        await PayloadPresence.RequireAsync(feeds, model.Manifest, cancellationToken);
        PromotionRecord record = Record(request, model, gates);
        WarnOfClock(history, record);
        if (request.DryRun)
        {
            return new PromotionResult(PromotionOutcome.WouldPromote, history.Alias, model.Subject, record, gates, null);
        }

        // Of an alias that was not there, only what the source knows to be gone counts: a version that is there by now is somebody else's, and the lock must tell.
        IReadOnlyList<StoredVersion> versions = alias?.Versions ?? [.. (await feeds.Store.ListAsync(history.Alias, cancellationToken)).Where(version => !version.IsThere)];
        AliasHistory published = await new AliasPublisher(feeds).PublishAsync(model.Content, history, versions, record, request.Key, cancellationToken);
        bool own = published.Newest.ComputeDigest() == record.ComputeDigest();
        return new PromotionResult(own ? PromotionOutcome.Promoted : PromotionOutcome.AlreadyServed, history.Alias, model.Subject, published.Newest, gates, null);
    }

    private async Task<GateInput> Input(PromotionRequest request, OpenedModel model, CancellationToken cancellationToken)
    {
        Dictionary<string, AliasHistory> stages = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<(string, int), DateTimeOffset> published = [];
        foreach (string before in request.Policy?.Policy.StageOf(request.Stage).After ?? [])
        {
            if (await feeds.Reader.ReadAliasStateAsync(RecordPackages.Alias(model.Manifest.Id, before), cancellationToken) is { } state)
            {
                stages[before] = state.History;
                foreach ((int sequence, DateTimeOffset time) in state.Published)
                {
                    published[(before, sequence)] = time;
                }
            }
        }

        return new GateInput
        {
            Manifest = model.Manifest,
            Promoter = request.Actor,
            PromoterKeyId = request.Key?.KeyId,
            Attestations = await feeds.Reader.ReadSignedAttestationsAsync(model.Manifest.Id, cancellationToken),
            Revocations = await feeds.Reader.ReadRevocationsAsync(model.Manifest.Id, cancellationToken),
            Stages = stages,
            Published = published,
            Now = feeds.NoLaterThanSource,
        };
    }

    private PromotionRecord Record(PromotionRequest request, OpenedModel model, GateReport gates) => new()
    {
        Action = PromotionActions.Promote,
        Model = model.Subject,
        Actor = request.Actor,
        Approvals = gates.Approvals.Count > 0 ? [.. gates.Approvals] : null,
        Reason = request.Reason,
        Ticket = request.Ticket,
        Time = feeds.Now,
        Policy = request.Policy?.Reference,
    };

    private void WarnOfClock(AliasHistory history, PromotionRecord record)
    {
        if (feeds.Store.Time is { } time && (record.Time - time).Duration() > Tolerance)
        {
            feeds.Warn?.Invoke(RecordFailure.OwnSkew(feeds.RecordSource, record.Time, time));
        }
        else if (history.Records.Count > 0 && history.Newest.Time - record.Time > Tolerance)
        {
            feeds.Warn?.Invoke(FeedProblems.Fail(
                FeedDiagnosticCodes.ClockSkew,
                FormattableString.Invariant($"The clock of this machine says {record.Time:yyyy-MM-dd HH:mm} (UTC), before the last promotion of '{history.Alias}' on {SourceName.Of(feeds.RecordSource)}, of {history.Newest.Time:yyyy-MM-dd HH:mm}. One of both clocks is wrong; correct it."))
                .Problem with { Severity = ProblemSeverity.Warning });
        }
    }

    private static PromotionResult Refused(AliasHistory history, OpenedModel model, GateReport gates, string code, string message) =>
        new(PromotionOutcome.Refused, history.Alias, model.Subject, null, gates, new Problem(code, message));

    private static bool Same(RecordSubject one, RecordSubject other) =>
        NuGetVersion.TryParse(one.Version, out NuGetVersion? mine) && NuGetVersion.TryParse(other.Version, out NuGetVersion? theirs) && mine == theirs;
}
