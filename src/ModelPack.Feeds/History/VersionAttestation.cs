using ModelPack.Core.Records;

namespace ModelPack.Feeds.History;

/// <summary>What somebody attested of a version, and how sure it is who that was.</summary>
/// <param name="Record">The attestation.</param>
/// <param name="Evidence">How sure it is.</param>
/// <param name="ProvenBy">Who the policy says that the key belongs to that signed it.</param>
public sealed record VersionAttestation(AttestationRecord Record, LogEvidence Evidence, string? ProvenBy)
{
    /// <summary>Holds an attestation against a policy.</summary>
    /// <param name="attestation">The attestation.</param>
    /// <param name="policy">Says whose keys prove what; <see langword="null"/> where there is none.</param>
    public static VersionAttestation Of(SignedAttestation attestation, ReleasePolicy? policy)
    {
        ArgumentNullException.ThrowIfNull(attestation);
        PolicyApprover? person = policy is null ? null : attestation.SignedBy(policy.Signers)?.Person;
        return new VersionAttestation(attestation.Record, person is not null ? LogEvidence.Proven : attestation.Envelope is not null ? LogEvidence.Signed : LogEvidence.Stated, person?.Name);
    }
}
