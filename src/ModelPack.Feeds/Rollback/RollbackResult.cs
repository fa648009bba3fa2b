using ModelPack.Core.Records;

namespace ModelPack.Feeds.Rollback;

/// <summary>What became of a rollback.</summary>
/// <param name="Outcome">Whether it was made.</param>
/// <param name="Plan">What it means.</param>
/// <param name="Record">The promotion record of the rollback; <see langword="null"/> where only the plan was made.</param>
/// <param name="Revocation">The revocation of the version that was left.</param>
/// <param name="Change">The change of the project's reference; where only the plan was made, with the version that the alias would most likely have.</param>
/// <param name="Restored">Whether the project was restored.</param>
public sealed record RollbackResult(RollbackOutcome Outcome, RollbackPlan Plan, PromotionRecord? Record, RevocationRecord? Revocation, ReferenceChange? Change, bool Restored);
