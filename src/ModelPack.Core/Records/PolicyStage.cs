namespace ModelPack.Core.Records;

/// <summary>A stage, and what must hold before a version reaches it.</summary>
public sealed record PolicyStage
{
    /// <summary>The name, as in the id of the alias.</summary>
    public required string Name { get; init; }

    /// <summary>The stages that must have served exactly this version before.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>How many people must have approved the version.</summary>
    public int Approvals { get; init; }

    /// <summary>Who may approve, by name; all of the policy's approvers where none is named.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>Whether the one who promotes may be one of those who approved.</summary>
    public bool PromoterMayApprove { get; init; }

    /// <summary>Whether promotions must be signed, by somebody whom the policy lists.</summary>
    public bool PromoterSigns { get; init; }

    /// <summary>Metrics that must hold.</summary>
    public IReadOnlyList<MetricGate> Metrics { get; init; } = [];

    /// <summary>What the manifest must tell: names of <see cref="LineageSections"/>.</summary>
    public IReadOnlyList<string> Lineage { get; init; } = [];

    /// <summary>Where the version must have been run.</summary>
    public IReadOnlyList<ValidationGate> Validations { get; init; } = [];

    /// <summary>How long the stages of <see cref="After"/> must have served it.</summary>
    public TimeSpan Soak { get; init; }

    /// <summary>Whether only attestations that an approver signed count for metrics and validations.</summary>
    public bool SignedEvidence { get; init; }

    /// <summary>Whether going back is allowed without the approvals that the stage asks for.</summary>
    public bool EmergencyRollback { get; init; } = true;

    /// <summary>How many other people must confirm such a rollback afterwards.</summary>
    public int Confirmations { get; init; } = 1;

    /// <summary>Those of a policy's approvers who may approve for this stage.</summary>
    /// <param name="policy">The policy.</param>
    public IReadOnlyList<PolicyApprover> Eligible(ReleasePolicy policy) =>
        Approvers.Count == 0 ? policy.Approvers : [.. policy.Approvers.Where(approver => Approvers.Contains(approver.Name, PersonNames.Comparer))];
}
