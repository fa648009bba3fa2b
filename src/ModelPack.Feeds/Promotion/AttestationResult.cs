using ModelPack.Core.Records;

namespace ModelPack.Feeds.Promotion;

/// <summary>What became of an attestation.</summary>
/// <param name="Record">The attestation as it is on the source; of several the last.</param>
/// <param name="IsNew">Whether it was added; else the same was there already.</param>
public sealed record AttestationResult(AttestationRecord Record, bool IsNew)
{
    /// <summary>Whose it is under the policy, where that is not the one who is stated: the holder of the key.</summary>
    public string? CountsAs { get; init; }

    /// <summary>The emergency rollbacks that a confirmation was for, the oldest first.</summary>
    public IReadOnlyList<ConfirmedRollback> Rollbacks { get; init; } = [];
}
