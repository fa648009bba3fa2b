using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Core.Records;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Promotion;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Revocations;
using NuGet.Versioning;

namespace ModelPack.Feeds.Rollback;

/// <summary>Takes an alias back to a version that it served before, and a service's reference with it.</summary>
/// <param name="feeds">Where models and records are.</param>
public sealed class Rollbacker(RecordFeeds feeds)
{
    /// <summary>Goes back. What an interrupted run has done is not done again.</summary>
    /// <param name="request">Which alias, and why.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelPackException">There is nothing to go back to (MP5071), the policy does not allow it (MP5066), or something cannot be had, read, published or edited.</exception>
    public async Task<RollbackResult> RollBackAsync(RollbackRequest request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            throw RecordFailure.Incomplete("Going back wants a reason. Give --reason.");
        }

        RecordActors.Require(request.Actor);
        StatedTexts.Require(request.Reason, request.Ticket);
        RecordPackage<AliasHistory> alias = await AliasReading.ReadAsync(feeds.Store, request.Alias, cancellationToken) ?? throw RecordFailure.NoSuchAlias(feeds.RecordSource, request.Alias);
        AliasHistory history = alias.Value;
        IReadOnlyList<RevocationRecord> revocations = await feeds.Reader.ReadRevocationsAsync(history.Model, cancellationToken);
        bool isSame = IsDone(history, request) || HasGoneBack(history, request);
        bool isDone = isSame || IsBack(history, request, revocations);
        PromotionRecord left = isDone ? history.Records[^2] : history.Newest;
        PromotionRecord target = isDone ? history.Newest : new RollbackTarget(feeds, revocations).Choose(history, request.To);

        // What is wrong with the project is told before anything is published.
        ReferenceChange? change = request.Project is { } project ? ReferenceChange.Plan(project, history.Alias, RecordPackages.VersionOf(isDone ? history.Newest.Sequence : history.Newest.Sequence + 1)) : null;
        using OpenedModel model = await OpenAsync(history, target, cancellationToken);
        RollbackPlan plan = await PlanAsync(request, history, revocations, isDone, target, model.Manifest, change, cancellationToken);
        if (request.Plan)
        {
            return new RollbackResult(RollbackOutcome.Planned, plan, isDone ? history.Newest : null, null, change, false);
        }

        if (plan.Compatibility.Any(part => !part.IsSame))
        {
            // Never a refusal: on a bad evening somebody must be able to go back.
            feeds.Warn?.Invoke(RecordFailure.DoesNotFit(target.Model, plan.BuiltAgainst, plan.Compatibility));
        }

        PromotionRecord record = isDone ? history.Newest : await PublishAsync(request, alias, plan, model, cancellationToken);
        RevocationResult? revocation = request.Revoke && (isSame || !isDone) ? await RevokeAsync(request, left.Model, cancellationToken) : null;
        if (request.Revoke && revocation is null)
        {
            // Which version somebody means who finds that another has gone back is not for us to guess: it is never taken back.
            feeds.Warn?.Invoke(RecordFailure.NotRevoked(history.Alias, left.Model));
        }

        (bool restored, bool wasRestored) = (false, false);
        if (request.Project is not null)
        {
            change = ReferenceChange.Plan(request.Project, history.Alias, record.AliasVersion);
            change.Apply();
            if (request.Restore)
            {
                string file = ProjectFiles.Find(request.Project);
                wasRestored = isDone && !change.IsNeeded && await DotNetRestore.IsDoneAsync(file, history.Alias, record.AliasVersion, cancellationToken);
                await DotNetRestore.RunAsync(file, cancellationToken);
                restored = true;
            }
        }

        // Who names a version has it, however often they ask. Who names none, and finds all done, may want to go further back: that is for them to say.
        RollbackOutcome outcome = !isDone ? RollbackOutcome.RolledBack
            : request.To is not null || change is { IsNeeded: true } || revocation is { IsNew: true } || (restored && !wasRestored) ? RollbackOutcome.AlreadyServed
            : RollbackOutcome.NothingDone;
        return new RollbackResult(outcome, plan, record, revocation?.Record, change, restored);
    }

    /// <summary>Whether this very command was run before: whatever it left is done then, and it does not go further back.</summary>
    private static bool IsDone(AliasHistory history, RollbackRequest request)
    {
        PromotionRecord newest = history.Newest;
        return newest.Action == PromotionActions.Rollback
            && history.Records.Count > 1
            && newest.Reason == request.Reason.Trim()
            && newest.Actor.Name == request.Actor.Name
            && (request.To is null || (NuGetVersion.TryParse(newest.Model.Version, out NuGetVersion? version) && version == request.To));
    }

    /// <summary>
    /// Whether the alias has gone back already, of somebody else's doing, from the version that the project still has: then that version is what is left.
    /// </summary>
    private static bool HasGoneBack(AliasHistory history, RollbackRequest request)
    {
        if (request.Project is null || request.To is not null || history.Newest.Action != PromotionActions.Rollback)
        {
            return false;
        }

        string current = history.Newest.AliasVersion;
        return Referenced(history, ReferenceChange.Plan(request.Project, history.Alias, current)) is { } referenced
            && history.Records.AsEnumerable().Reverse().TakeWhile(record => record.Action == PromotionActions.Rollback && record.Sequence > referenced.Sequence)
                .Any(record => record.Replaced is { } left && left.Version == referenced.Model.Version && left.Digest == referenced.Model.Digest);
    }

    /// <summary>
    /// Whether the alias has gone back already, whoever did it and why, to a version that may be used: two people on call must not go back twice. To go further back is
    /// said with a version.
    /// </summary>
    private static bool IsBack(AliasHistory history, RollbackRequest request, IReadOnlyList<RevocationRecord> revocations) =>
        request.To is null
        && history.Newest.Action == PromotionActions.Rollback
        && history.Records.Count > 1
        && !revocations.Any(revocation => revocation.Covers(history.Newest.Model));

    private static PromotionRecord? Referenced(AliasHistory history, ReferenceChange change) =>
        history.Records.Find(record => record.AliasVersion == NuGetVersion.Parse(change.From).ToNormalizedString());

    private async Task<PromotionRecord> PublishAsync(RollbackRequest request, RecordPackage<AliasHistory> alias, RollbackPlan plan, OpenedModel model, CancellationToken cancellationToken)
    {
        await PayloadPresence.RequireAsync(feeds, model.Manifest, cancellationToken);
        PromotionRecord record = new()
        {
            Action = PromotionActions.Rollback,
            Model = model.Subject,
            Actor = request.Actor,
            Reason = request.Reason.Trim(),
            Ticket = request.Ticket,
            Time = feeds.Now,
            Policy = request.Policy?.Reference,
            Emergency = plan.IsEmergency ? true : null,
            Open = plan.IsEmergency && plan.Confirmations > 0 ? true : null,
        };
        return (await new AliasPublisher(feeds).PublishAsync(model.Content, alias.Value, alias.Versions, record, request.Key, cancellationToken)).Newest;
    }

    private Task<RevocationResult> RevokeAsync(RollbackRequest request, RecordSubject bad, CancellationToken cancellationToken) =>
        new Revoker(feeds).RevokeAsync(
            new RevocationRequest
            {
                Model = bad.Id,
                Version = PackageLocator.ParseVersion(bad.Version),
                // What was served, whatever has become of its package since.
                Served = bad,
                Reason = request.Reason,
                Actor = request.Actor,
                Ticket = request.Ticket,
                Severity = request.Severity,
                Key = request.Key,
            },
            cancellationToken);

    private async Task<RollbackPlan> PlanAsync(
        RollbackRequest request, AliasHistory history, IReadOnlyList<RevocationRecord> revocations, bool isDone, PromotionRecord target, ModelManifest manifest, ReferenceChange? change, CancellationToken cancellationToken)
    {
        PromotionRecord left = isDone ? history.Records[^2] : history.Newest;
        PolicyStage? rules = request.Policy?.Policy.StageOf(history.Stage);
        bool isUnsigned = rules is { PromoterSigns: true } && !(request.Key is { } key && request.Policy!.Policy.MayPromote.Any(person => person.Holds(key.KeyId)));
        bool isEmergency = isDone ? target.Emergency == true : rules is { Approvals: > 0 } || isUnsigned;
        if (!isDone && isEmergency && !rules!.EmergencyRollback)
        {
            throw FeedProblems.Fail(
                FeedDiagnosticCodes.GatesFailed,
                rules.Approvals > 0
                    ? $"The policy does not let one person take {history.Stage} back ('rollback.emergency' is false). Have {target.Model} approved, and promote it."
                    : $"The policy takes a rollback of {history.Stage} only from {string.Join(", ", request.Policy!.Policy.MayPromote.Select(person => person.Name))}, signed ('rollback.emergency' is false). Give their key with --key.");
        }

        PromotionRecord? referenced = change is null ? null : Referenced(history, change);
        PromotionRecord built = referenced ?? left;
        (IReadOnlyList<CompatibilityResult> compatibility, string? notCompared) = await CompareAsync(history, built, manifest, cancellationToken);
        IReadOnlyList<DeploymentRecord> deployments = await feeds.Reader.ReadDeploymentsAsync(history.Model, cancellationToken);
        return new RollbackPlan(
            history.Alias,
            left,
            target,
            isEmergency,
            isDone ? await MissingAsync(request, history, cancellationToken) : isEmergency ? rules!.Confirmations : 0,
            built.Model,
            referenced is not null,
            compatibility,
            notCompared,
            deployments.LastOrDefault(deployment => deployment.Model.IsSameAs(target.Model)),
            isDone ? Further(history, revocations) : null);
    }

    /// <summary>
    /// Compares the target with the version that the service was built against. That one may well be the incident: overwritten, cut, without its payloads. It never
    /// stands in the way of going back.
    /// </summary>
    private async Task<(IReadOnlyList<CompatibilityResult> Parts, string? NotCompared)> CompareAsync(AliasHistory history, PromotionRecord built, ModelManifest target, CancellationToken cancellationToken)
    {
        string? problem = null;
        foreach (bool onlyAlias in new[] { false, true })
        {
            try
            {
                using OpenedModel? model = await TryOpenAsync(history, built, onlyAlias, cancellationToken);
                return model is null
                    ? ([], problem ?? $"neither its package nor one of '{history.Alias}' that served it is on the source")
                    : (ServiceCompatibility.Compare(model.Manifest, target), null);
            }
            catch (ModelPackException exception)
            {
                if (problem is null)
                {
                    WarnOf(built, exception);
                }

                problem ??= exception.Problem.Message;
            }
        }

        return ([], problem);
    }

    private void WarnOf(PromotionRecord built, ModelPackException exception) => feeds.Warn?.Invoke(exception.Problem with
    {
        Severity = ProblemSeverity.Warning,
        Message = $"{built.Model}, which the target is compared with, cannot be read: {exception.Problem.Message} Going back does not need it.",
    });

    private static RecordSubject? Further(AliasHistory history, IReadOnlyList<RevocationRecord> revocations) =>
        AliasSteps.Former(history).Select(record => record.Model).FirstOrDefault(model => !revocations.Any(revocation => revocation.Covers(model)));

    /// <summary>How many people still have to confirm the rollback that was made.</summary>
    private async Task<int> MissingAsync(RollbackRequest request, AliasHistory history, CancellationToken cancellationToken)
    {
        IReadOnlyList<SignedAttestation> attestations = await feeds.Reader.ReadSignedAttestationsAsync(history.Model, cancellationToken);
        RollbackState? state = RollbackState.Of(history, attestations, request.Policy?.Policy).FirstOrDefault(state => state.Record.Sequence == history.Newest.Sequence);
        return state?.Missing ?? 0;
    }

    private async Task<OpenedModel> OpenAsync(AliasHistory history, PromotionRecord record, CancellationToken cancellationToken) =>
        await TryOpenAsync(history, record, onlyAlias: false, cancellationToken) ?? throw RecordFailure.TargetMissing(feeds.ModelSource, history.Alias, record.Model);

    /// <summary>Opens what an alias served: the model's package, else one of the alias that carries the same.</summary>
    private async Task<OpenedModel?> TryOpenAsync(AliasHistory history, PromotionRecord record, bool onlyAlias, CancellationToken cancellationToken)
    {
        if (!onlyAlias && await feeds.Models.OpenAsync(record.Model.Id, PackageLocator.ParseVersion(record.Model.Version), cancellationToken) is { } package)
        {
            return Opened(package, record.Model, feeds.Models);
        }

        foreach (PromotionRecord same in history.Records.Where(other => other.Model.IsSameAs(record.Model)).Reverse())
        {
            if (await feeds.Store.OpenAsync(history.Alias, RecordVersions.Of(same.Sequence), cancellationToken) is { } alias)
            {
                return Opened(alias, record.Model, feeds.Store);
            }
        }

        return null;
    }

    private static OpenedModel Opened(IPackageContent content, RecordSubject expected, IRecordStore store)
    {
        try
        {
            ModelManifest manifest = PackageManifests.Read(content);
            if (manifest.Digest != expected.Digest)
            {
                throw RecordFailure.DigestChanged(store.Source, expected, manifest.Digest);
            }

            OpenedModel model = new(content, manifest);
            content = null!;
            return model;
        }
        finally
        {
            content?.Dispose();
        }
    }
}
