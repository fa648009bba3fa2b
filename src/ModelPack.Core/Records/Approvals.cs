namespace ModelPack.Core.Records;

/// <summary>Who approved a version for a stage.</summary>
internal static class Approvals
{
    private const int MostNamed = 20;
    private const int MostOfOthers = 3;

    /// <summary>Every approval of the model, each with why it does not count; of one person only the first does.</summary>
    public static IReadOnlyList<ApprovalFinding> Find(ReleasePolicy? policy, PolicyStage? rules, string stage, RecordSubject subject, GateInput input)
    {
        List<ApprovalFinding> findings = [];
        foreach (SignedAttestation attestation in input.Attestations.Where(attestation => attestation.Record.Type == AttestationTypes.Approval && attestation.Record.Subject.Id.Equals(subject.Id, StringComparison.OrdinalIgnoreCase)))
        {
            ApprovalFinding finding = Judge(attestation, policy, rules, stage, subject, input);
            findings.Add(finding.Obstacle is null && findings.Exists(other => other.Obstacle is null && PersonNames.AreSame(other.Name, finding.Name))
                ? finding with { Obstacle = $"{finding.Name} is counted already" }
                : finding);
        }

        return findings;
    }

    /// <summary>The approvals that count.</summary>
    public static IReadOnlyList<RecordedApproval> Counting(IReadOnlyList<ApprovalFinding> findings) =>
        [.. findings.Where(finding => finding.Obstacle is null).Select(finding => new RecordedApproval { Name = finding.Name, KeyId = finding.KeyId, Attestation = finding.Record.Sequence, Digest = finding.Record.ComputeDigest() })];

    /// <summary>Whether there are enough of them; of those that do not count, each is named with the reason.</summary>
    public static GateResult Evaluate(ReleasePolicy policy, PolicyStage rules, RecordSubject subject, IReadOnlyList<ApprovalFinding> findings)
    {
        string people = policy.Approvers.Count == 0 ? "" : $" of {string.Join(", ", rules.Eligible(policy).Select(approver => approver.Name))}";
        string[] names = [.. findings.Where(finding => finding.Obstacle is null).Select(finding => finding.Name)];
        string detail = names.Length == 0 ? "nobody's approval counts yet" : $"approved by {string.Join(", ", names)}";
        bool passed = names.Length >= rules.Approvals;
        return new GateResult("approval", $"is approved by {rules.Approvals}{people}", passed, string.Join("; ", [detail, .. passed ? [] : Obstacles(findings, subject)]));
    }

    // Approvals of other versions only show that somebody mistook the version: the last ones are enough.
    private static IEnumerable<string> Obstacles(IReadOnlyList<ApprovalFinding> findings, RecordSubject subject) => findings
        .Where(finding => finding.Obstacle is not null)
        .GroupBy(finding => finding.Record.Subject.Version.Equals(subject.Version, StringComparison.OrdinalIgnoreCase))
        .OrderByDescending(group => group.Key)
        .SelectMany(group => group.TakeLast(group.Key ? MostNamed : MostOfOthers))
        .Select(finding => FormattableString.Invariant($"approval {finding.Record.Sequence} of {finding.Record.Actor.Name} ({finding.Record.Time:yyyy-MM-dd}) does not count: {finding.Obstacle}"));

    private static ApprovalFinding Judge(SignedAttestation attestation, ReleasePolicy? policy, PolicyStage? rules, string stage, RecordSubject subject, GateInput input)
    {
        AttestationRecord record = attestation.Record;
        ApprovalFinding finding = new(record, record.Actor.Name, null, null);
        if (!record.Subject.IsSameAs(subject))
        {
            return finding with { Obstacle = record.Subject.Version.Equals(subject.Version, StringComparison.OrdinalIgnoreCase) ? $"it is of another content of {record.Subject.Version} ({record.Subject.Digest})" : $"it is of {record.Subject.Version}" };
        }

        if (record.Stage is { } other && !other.Equals(stage, StringComparison.OrdinalIgnoreCase))
        {
            return finding with { Obstacle = $"it is for {other}" };
        }

        if (policy is not { Approvers.Count: > 0 } || rules is null)
        {
            return rules is { PromoterMayApprove: false } && PersonNames.AreSame(record.Actor.Name, input.Promoter.Name) ? finding with { Obstacle = $"{record.Actor.Name} promotes" } : finding;
        }

        if (attestation.SignedBy(rules.Eligible(policy)) is not { } signed)
        {
            return finding with { Obstacle = attestation.SignedBy(policy.Approvers) is { } elsewhere ? $"{elsewhere.Person.Name} is not among the approvers of {rules.Name}" : attestation.ExplainUnsigned(policy.Approvers) };
        }

        finding = finding with { Name = signed.Person.Name, KeyId = signed.Key.KeyId };
        return !rules.PromoterMayApprove && input.IsPromotedBy(signed.Person, policy) ? finding with { Obstacle = $"{signed.Person.Name} promotes" } : finding;
    }
}
