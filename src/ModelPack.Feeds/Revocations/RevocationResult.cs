using ModelPack.Core.Records;

namespace ModelPack.Feeds.Revocations;

/// <summary>What became of a revocation.</summary>
/// <param name="Record">The revocation as it is on the source.</param>
/// <param name="IsNew">Whether it was added; else the version was revoked already.</param>
/// <param name="ServedBy">The promotions by which aliases still serve the version.</param>
public sealed record RevocationResult(RevocationRecord Record, bool IsNew, IReadOnlyList<PromotionRecord> ServedBy);
