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

    /// <summary>Why nobody of a list has signed it.</summary>
    /// <param name="approvers">The people.</param>
    internal string ExplainUnsigned(IReadOnlyList<PolicyApprover> approvers)
    {
        if (Envelope is null)
        {
            return "it is not signed";
        }

        if (!Envelope.Carries(Record.Statement()))
        {
            return "what is signed is not what it says";
        }

        // The id of a key is a hint of whoever signed, and tells a signature that was damaged from one of a stranger.
        string[] ids = [.. Envelope.Signatures.Select(signature => signature.KeyId).OfType<string>()];
        return approvers.FirstOrDefault(approver => ids.Any(approver.Holds)) is { } named
            ? $"its signature names the key of {named.Name} and does not fit it: the record or the signature was changed"
            : $"it is signed with {(ids.Length == 0 ? "a key" : $"the key {RecordKey.Short(ids[0])}")} that the policy does not list";
    }
}
