using ModelPack.Core.Records;

namespace ModelPack.Feeds.Revocations;

/// <summary>What became of a revocation.</summary>
/// <param name="Record">The revocation as it is on the source.</param>
/// <param name="IsNew">Whether it was added; else the version was revoked already.</param>
public sealed record RevocationResult(RevocationRecord Record, bool IsNew);
