namespace ModelPack.Core.Records;

/// <summary>Who approved a version for a stage.</summary>
internal static class Approvals
{
    /// <summary>The approvals that count, one of each person.</summary>
    public static IReadOnlyList<RecordedApproval> Find(ReleasePolicy? policy, PolicyStage? rules, string stage, RecordSubject subject, GateInput input)
    {
        IReadOnlyList<PolicyApprover> people = policy is null || rules is null ? [] : Eligible(policy, rules);
        List<RecordedApproval> found = [];
        foreach (SignedAttestation attestation in input.Attestations.Where(attestation => IsApproval(attestation.Record, stage, subject)))
        {
            AttestationRecord record = attestation.Record;
            string name = record.Actor.Name;
            string? keyId = null;
            if (policy is { Approvers.Count: > 0 })
            {
                if (attestation.SignedBy(people) is not { } signed || (!rules!.PromoterMayApprove && IsPromoter(signed.Person, input)))
                {
                    continue;
                }

                name = signed.Person.Name;
                keyId = signed.Key.KeyId;
            }
            else if (rules is { PromoterMayApprove: false } && name.Equals(input.Promoter.Name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!found.Exists(other => other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                found.Add(new RecordedApproval { Name = name, KeyId = keyId, Attestation = record.Sequence, Digest = record.ComputeDigest() });
            }
        }

        return found;
    }

    public static GateResult Evaluate(ReleasePolicy policy, PolicyStage rules, string stage, RecordSubject subject, IReadOnlyList<RecordedApproval> approvals, GateInput input)
    {
        string people = policy.Approvers.Count == 0 ? "" : $" of {string.Join(", ", Eligible(policy, rules).Select(approver => approver.Name))}";
        int stated = input.Attestations.Count(attestation => IsApproval(attestation.Record, stage, subject));
        string rest = stated > approvals.Count
            ? $"; {stated - approvals.Count} more do{(stated - approvals.Count == 1 ? "es" : "")} not count: twice of one person, of the promoter, or without a signature of theirs"
            : "";
        return new GateResult(
            "approval",
            $"is approved by {rules.Approvals}{people}",
            approvals.Count >= rules.Approvals,
            approvals.Count == 0 ? $"nobody's approval counts yet{rest}" : $"approved by {string.Join(", ", approvals.Select(approval => approval.Name))}{rest}");
    }

    private static IReadOnlyList<PolicyApprover> Eligible(ReleasePolicy policy, PolicyStage rules) =>
        rules.Approvers.Count == 0 ? policy.Approvers : [.. policy.Approvers.Where(approver => rules.Approvers.Contains(approver.Name, StringComparer.OrdinalIgnoreCase))];

    private static bool IsApproval(AttestationRecord record, string stage, RecordSubject subject) =>
        record.Type == AttestationTypes.Approval && record.Subject.IsSameAs(subject) && (record.Stage is null || record.Stage.Equals(stage, StringComparison.OrdinalIgnoreCase));

    private static bool IsPromoter(PolicyApprover person, GateInput input) => person.IsNamed(input.Promoter.Name) || (input.PromoterKeyId is { } key && person.Keys.Any(own => own.KeyId == key));
}
