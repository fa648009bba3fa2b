namespace ModelPack.Core.Records;

/// <summary>An attestation, and the envelope that proves it.</summary>
/// <param name="Record">The attestation.</param>
/// <param name="Envelope">The envelope, which carries exactly what the record says; absent where it is stated only.</param>
public sealed record SignedAttestation(AttestationRecord Record, DsseEnvelope? Envelope)
{
    /// <summary>The first person of a list whose signature it has.</summary>
    /// <param name="approvers">The people.</param>
    /// <returns>The person and the key, or <see langword="null"/>.</returns>
    public (PolicyApprover Person, RecordKey Key)? SignedBy(IEnumerable<PolicyApprover> approvers)
    {
        // An envelope that says something else than the record proves nothing.
        if (Envelope?.Carries(Record.Statement()) != true)
        {
            return null;
        }

        foreach (PolicyApprover approver in approvers)
        {
            if (Envelope.SignedBy(approver.Keys) is [var key, ..])
            {
                return (approver, key);
            }
        }

        return null;
    }
}
