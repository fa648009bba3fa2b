using ModelPack.Core.Records;
using ModelPack.Feeds.Rollback;

namespace ModelPack.Tool.Commands.Rollback;

/// <summary>What <c>rollback</c> answers.</summary>
/// <param name="Outcome"><c>rolledBack</c>, <c>alreadyServed</c>, <c>nothingDone</c> or <c>planned</c>.</param>
/// <param name="Alias">The id of the alias.</param>
/// <param name="AliasVersion">Its version that serves the target; absent in a plan.</param>
/// <param name="From">The version that is left.</param>
/// <param name="To">The version that it goes back to.</param>
/// <param name="Emergency">Whether the policy asks for more people than one.</param>
/// <param name="Confirmations">How many others must confirm it.</param>
/// <param name="BuiltAgainst">The version that the service was built against; without a project, what the alias serves.</param>
/// <param name="Compatibility">Whether signature, tokenizer and labels are those.</param>
/// <param name="NotCompared">Why that is not known.</param>
/// <param name="Further">Where the alias has gone back already: the version that lies before.</param>
/// <param name="LastDeployment">The deployment that last served the target.</param>
/// <param name="Change">The change of the project.</param>
/// <param name="Restored">Whether the project was restored.</param>
/// <param name="Record">The record of the rollback.</param>
/// <param name="Revocation">The revocation of the version that was left.</param>
internal sealed record RollbackDocument(
    string Outcome,
    string Alias,
    string? AliasVersion,
    RecordSubject From,
    RecordSubject To,
    bool Emergency,
    int Confirmations,
    RecordSubject BuiltAgainst,
    IReadOnlyList<CompatibilityResult> Compatibility,
    string? NotCompared,
    RecordSubject? Further,
    DeploymentRecord? LastDeployment,
    ReferenceChangeDocument? Change,
    bool Restored,
    PromotionRecord? Record,
    RevocationRecord? Revocation)
{
    /// <summary>Makes it.</summary>
    public static RollbackDocument Of(RollbackResult result, string folder) => new(
        char.ToLowerInvariant(result.Outcome.ToString()[0]) + result.Outcome.ToString()[1..],
        result.Plan.Alias,
        result.Record?.AliasVersion,
        result.Plan.From.Model,
        result.Plan.To.Model,
        result.Plan.IsEmergency,
        result.Plan.Confirmations,
        result.Plan.BuiltAgainst,
        result.Plan.Compatibility,
        result.Plan.NotCompared,
        result.Plan.Further,
        result.Plan.LastDeployment,
        result.Change is { } change ? new ReferenceChangeDocument(change.File, change.Line, change.From, change.To, change.Diff(folder), change.OtherProjects) : null,
        result.Restored,
        result.Record,
        result.Revocation);
}
