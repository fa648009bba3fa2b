using ModelPack.Core.Records;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Records;
using NuGet.Versioning;

namespace ModelPack.Feeds.Promotion;

/// <summary>Confirms emergency rollbacks: all that wait, each by a record of its own, but for those that the one who confirms made.</summary>
internal sealed class RollbackConfirmer(RecordFeeds feeds, Attester attester)
{
    /// <summary>Confirms them.</summary>
    /// <param name="history">The alias.</param>
    /// <param name="version">Only those that went back to this version of the model; <see langword="null"/> for all.</param>
    /// <param name="request">Who confirms, and why.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Core.Diagnostics.ModelPackException">There is none (MP5071), or all that wait are those of the one who confirms (MP5066).</exception>
    public async Task<AttestationResult> ConfirmAsync(AliasHistory history, NuGetVersion? version, AttestationRequest request, CancellationToken cancellationToken)
    {
        ReleasePolicy? policy = request.Policy?.Policy;
        IReadOnlyList<SignedAttestation> attestations = await feeds.Reader.ReadSignedAttestationsAsync(history.Model, cancellationToken);
        RollbackState[] all = [.. RollbackState.Of(history, attestations, policy).Where(state => version is null || (NuGetVersion.TryParse(state.Record.Model.Version, out NuGetVersion? other) && other == version))];
        if (all.Length == 0)
        {
            string what = version is null ? "no emergency rollback that waits" : $"no emergency rollback to {version.ToNormalizedString()} that waits";
            throw FeedProblems.Fail(FeedDiagnosticCodes.NothingToGoBackTo, $"'{history.Alias}' has {what} for a confirmation. 'dotnet modelpack log {history.Model}' shows what it has.");
        }

        // Where nothing waits, the last one is looked at: who confirms it once more learns that it was.
        RollbackState[] open = all.Any(state => state.IsOpen) ? [.. all.Where(state => state.IsOpen)] : [all[^1]];
        List<ConfirmedRollback> rollbacks = [];
        AttestationResult? added = null;
        AttestationRecord? before = null;
        foreach (RollbackState state in open)
        {
            AttestationRecord? known = attestations.LastOrDefault(attestation => Confirms(attestation.Record, state.Record, history))?.Record;
            bool isOwn = state.IsMadeBy(request.Actor, request.Key, policy);
            if (isOwn || IsConfirmedBy(state, request))
            {
                before = known ?? before;
                rollbacks.Add(new ConfirmedRollback(state.Record, state.Missing, state.IsOpen, isOwn));
                continue;
            }

            AttestationResult result = await attester.AddAsync(request, state.Record.Model, state.Record.Sequence, cancellationToken);
            added = result.IsNew || added is null ? result : added;
            rollbacks.Add(new ConfirmedRollback(state.Record, Math.Max(0, state.Missing - 1), state.IsOpen, isOwn));
        }

        if (added is null && rollbacks.TrueForAll(rollback => rollback.IsOwn && rollback.WasOpen))
        {
            throw Own(history, rollbacks, policy is { Approvers.Count: > 0 } && request.Key is { } key ? policy.HolderOf(key.KeyId)!.Name : request.Actor.Name);
        }

        return (added ?? new AttestationResult(before ?? throw Own(history, rollbacks, request.Actor.Name), false) { CountsAs = Attester.CountsAs(request) }) with { Rollbacks = rollbacks };
    }

    private static bool IsConfirmedBy(RollbackState state, AttestationRequest request)
    {
        string name = request is { Key: { } key, Policy.Policy: { Approvers.Count: > 0 } policy } ? policy.Approvers.First(person => person.Holds(key.KeyId)).Name : request.Actor.Name;
        return state.ConfirmedBy.Contains(name, PersonNames.Comparer);
    }

    private static bool Confirms(AttestationRecord record, PromotionRecord rollback, AliasHistory history) =>
        record.Type == AttestationTypes.Confirmation && record.Promotion == rollback.Sequence && record.Subject.IsSameAs(rollback.Model) && history.Stage.Equals(record.Stage, StringComparison.OrdinalIgnoreCase);

    private static Core.Diagnostics.ModelPackException Own(AliasHistory history, List<ConfirmedRollback> rollbacks, string person) => FeedProblems.Fail(
        FeedDiagnosticCodes.GatesFailed,
        $"{person} made the {(rollbacks.Count == 1 ? "rollback" : "rollbacks")} of '{history.Alias}' that {(rollbacks.Count == 1 ? "waits" : "wait")} for a confirmation ({string.Join(", ", rollbacks.Select(rollback => rollback.Record.AliasVersion))}), and cannot confirm {(rollbacks.Count == 1 ? "it" : "them")}. Have another person confirm: dotnet modelpack approve {history.Alias}");
}
