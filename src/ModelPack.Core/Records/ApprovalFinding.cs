namespace ModelPack.Core.Records;

/// <summary>An approval that was found, and whether it counts.</summary>
/// <param name="Record">The attestation.</param>
/// <param name="Name">Who approved: as the policy names the key, else as the attestation states it.</param>
/// <param name="KeyId">The key that signed it; absent where it is stated only.</param>
/// <param name="Obstacle">Why it does not count, e.g. <c>it is not signed</c>; <see langword="null"/> where it does.</param>
internal sealed record ApprovalFinding(AttestationRecord Record, string Name, string? KeyId, string? Obstacle);
