namespace ModelPack.Core.Records;

/// <summary>An attestation of a version, and whether it counts for metrics and validations.</summary>
/// <param name="Attestation">The attestation.</param>
/// <param name="Obstacle">Why it does not count, e.g. <c>it is not signed</c>; <see langword="null"/> where it does.</param>
internal sealed record EvidenceFinding(SignedAttestation Attestation, string? Obstacle)
{
    /// <summary>What it says.</summary>
    public AttestationRecord Record => Attestation.Record;
}
