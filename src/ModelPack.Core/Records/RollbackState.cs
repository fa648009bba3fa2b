namespace ModelPack.Core.Records;

/// <summary>Whether an emergency rollback was confirmed.</summary>
/// <param name="Record">The rollback.</param>
/// <param name="Needed">How many people must confirm it.</param>
/// <param name="ConfirmedBy">Who did.</param>
public sealed record RollbackState(PromotionRecord Record, int Needed, IReadOnlyList<string> ConfirmedBy)
{
    /// <summary>Whether somebody still has to.</summary>
    public bool IsOpen => Missing > 0;

    /// <summary>How many people still have to.</summary>
    public int Missing => Math.Max(0, Needed - ConfirmedBy.Count);

    /// <summary>The emergency rollbacks of a history, the oldest first.</summary>
    /// <param name="history">The history.</param>
    /// <param name="attestations">The attestations of the model.</param>
    /// <param name="policy">The policy: where it lists approvers, only what they signed counts; <see langword="null"/> where it is not known.</param>
    public static IReadOnlyList<RollbackState> Of(AliasHistory history, IReadOnlyList<SignedAttestation> attestations, ReleasePolicy? policy)
    {
        PolicyStage? rules = policy?.Stages.FirstOrDefault(stage => stage.Name.Equals(history.Stage, StringComparison.OrdinalIgnoreCase));
        return [.. history.Records
            .Where(record => record.Emergency == true && record.Open == true)
            .Select(record => new RollbackState(record, rules?.Confirmations ?? 1, ConfirmedFor(record, history, attestations, policy)))];
    }

    /// <summary>Whether somebody made the rollback, and therefore cannot confirm it.</summary>
    /// <param name="actor">Who, as stated.</param>
    /// <param name="key">The key that they sign with: where the policy lists approvers, whose it is counts, whatever is stated.</param>
    /// <param name="policy">The policy; <see langword="null"/> where it is not known.</param>
    public bool IsMadeBy(RecordActor actor, RecordKey? key, ReleasePolicy? policy) => policy is { Approvers.Count: > 0 }
        ? key is not null && policy.Approvers.FirstOrDefault(person => person.Holds(key.KeyId)) is { } person && IsMadeBy(Record, person, policy)
        : PersonNames.AreSame(actor.Name, Record.Actor.Name) || (key is not null && Record.SignedBy([key]).Count > 0);

    private static List<string> ConfirmedFor(PromotionRecord record, AliasHistory history, IReadOnlyList<SignedAttestation> attestations, ReleasePolicy? policy)
    {
        List<string> people = [];
        foreach (SignedAttestation attestation in attestations.Where(attestation => IsConfirmation(attestation.Record, record, history)))
        {
            string name = attestation.Record.Actor.Name;
            if (policy is { Approvers.Count: > 0 })
            {
                if (attestation.SignedBy(policy.Approvers) is not { } signed || IsMadeBy(record, signed.Person, policy))
                {
                    continue;
                }

                name = signed.Person.Name;
            }
            else if (PersonNames.AreSame(name, record.Actor.Name))
            {
                continue;
            }

            if (!people.Contains(name, PersonNames.Comparer))
            {
                people.Add(name);
            }
        }

        return people;
    }

    private static bool IsMadeBy(PromotionRecord record, PolicyApprover person, ReleasePolicy policy) =>
        person.IsNamed(record.Actor.Name) || policy.Signers.Any(signer => signer.IsSamePerson(person) && record.SignedBy(signer.Keys).Count > 0);

    private static bool IsConfirmation(AttestationRecord attestation, PromotionRecord rollback, AliasHistory history) =>
        attestation.Type == AttestationTypes.Confirmation
        && attestation.Subject.IsSameAs(rollback.Model)
        && attestation.Promotion == rollback.Sequence
        && history.Stage.Equals(attestation.Stage, StringComparison.OrdinalIgnoreCase);
}
