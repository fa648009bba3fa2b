using ModelPack.Core.Records;

namespace ModelPack.Feeds.Promotion;

/// <summary>What became of an attestation.</summary>
/// <param name="Record">The attestation as it is on the source.</param>
/// <param name="IsNew">Whether it was added; else the same was there already.</param>
public sealed record AttestationResult(AttestationRecord Record, bool IsNew);
