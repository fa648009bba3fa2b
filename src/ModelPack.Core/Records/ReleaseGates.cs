using System.Globalization;

namespace ModelPack.Core.Records;

/// <summary>Holds a version against the rules of a stage. Every rule is looked at, so that the answer names all that is missing.</summary>
public static class ReleaseGates
{
    /// <summary>Evaluates the rules.</summary>
    /// <param name="policy">The policy, or <see langword="null"/>: then only revocations count.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="input">What is known.</param>
    public static GateReport Evaluate(ReleasePolicy? policy, string stage, GateInput input)
    {
        RecordSubject subject = RecordSubject.Of(input.Manifest);
        List<GateResult> results = [.. input.Revocations.Where(revocation => revocation.Covers(subject)).Select(Revoked)];
        if (policy is null)
        {
            return new GateReport(results, Approvals.Counting(Approvals.Find(null, null, stage, subject, input)));
        }

        PolicyStage rules = policy.StageOf(stage);
        IReadOnlyList<EvidenceFinding> evidence = GateEvidence.Of(policy, rules, subject, input);
        foreach (string before in rules.After)
        {
            results.AddRange(StageTimes.Evaluate(policy, before, rules.Soak, subject, input));
        }

        results.AddRange(rules.Metrics.Select(gate => GateEvidence.Metric(gate, input.Manifest, evidence)));
        results.AddRange(rules.Validations.Select(gate => GateEvidence.Validation(gate, input.Manifest, evidence)));
        if (rules.Lineage.Count > 0)
        {
            IReadOnlyList<string> missing = LineageSections.Missing(input.Manifest, rules.Lineage);
            results.Add(new GateResult("lineage", $"tells {string.Join(", ", rules.Lineage)}", missing.Count == 0, missing.Count == 0 ? "the manifest tells it" : $"the manifest does not tell {string.Join(", ", missing)}"));
        }

        if (rules.PromoterSigns)
        {
            results.Add(Promoter(policy, input));
        }

        IReadOnlyList<ApprovalFinding> approvals = Approvals.Find(policy, rules, stage, subject, input);
        if (rules.Approvals > 0)
        {
            results.Add(Approvals.Evaluate(policy, rules, subject, approvals));
        }

        return new GateReport(results, Approvals.Counting(approvals));
    }

    private static GateResult Promoter(ReleasePolicy policy, GateInput input)
    {
        PolicyApprover? person = input.PromoterKeyId is { } keyId ? policy.MayPromote.FirstOrDefault(person => person.Holds(keyId)) : null;
        return new GateResult(
            "promoter",
            $"is promoted and signed by one of {string.Join(", ", policy.MayPromote.Select(other => other.Name))}",
            person is not null,
            person is not null ? $"{person.Name} signs"
                : input.PromoterKeyId is not { } unknown ? "it is not signed: give the promoter's key with --key"
                : $"the key {RecordKey.Short(unknown)} is of none of them");
    }

    private static GateResult Revoked(RevocationRecord revocation) => new(
        "revocation",
        "is not revoked",
        Passed: false,
        string.Create(CultureInfo.InvariantCulture, $"revoked by {revocation.Actor.Name} on {revocation.Time:yyyy-MM-dd}: {revocation.Reason}"));
}
