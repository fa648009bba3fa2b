using ModelPack.Core.Records;

namespace ModelPack.Feeds.Rollback;

/// <summary>What going back means.</summary>
/// <param name="Alias">The package id of the alias.</param>
/// <param name="From">What it serves.</param>
/// <param name="To">The promotion that it goes back to.</param>
/// <param name="IsEmergency">Whether the policy asks for more people than one.</param>
/// <param name="Confirmations">How many others must confirm it afterwards; of one that was made already, how many still have to.</param>
/// <param name="BuiltAgainst">The version that the service was built against: what its reference names, else what the alias serves.</param>
/// <param name="IsReferenced">Whether <paramref name="BuiltAgainst"/> is what the reference of a project names; else it is what the alias serves.</param>
/// <param name="Compatibility">Whether signature, tokenizer and labels are those; empty where that version cannot be read.</param>
/// <param name="NotCompared">Why that version cannot be read; <see langword="null"/> where it can.</param>
/// <param name="LastDeployment">The deployment that last served the target, where a record tells.</param>
/// <param name="Further">Where the alias has gone back already: what lies before that, and is not revoked.</param>
public sealed record RollbackPlan(
    string Alias,
    PromotionRecord From,
    PromotionRecord To,
    bool IsEmergency,
    int Confirmations,
    RecordSubject BuiltAgainst,
    bool IsReferenced,
    IReadOnlyList<CompatibilityResult> Compatibility,
    string? NotCompared,
    DeploymentRecord? LastDeployment,
    RecordSubject? Further);
