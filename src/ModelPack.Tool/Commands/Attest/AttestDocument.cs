using ModelPack.Core.Records;

namespace ModelPack.Tool.Commands.Attest;

/// <summary>What <c>attest</c> and <c>approve</c> answer.</summary>
/// <param name="Added">Whether it was added; else the same was there already.</param>
/// <param name="Package">The id of the package with the records.</param>
/// <param name="Record">The attestation; of several the last.</param>
/// <param name="CountsAs">Whose it is under the policy, where that is not the one who is stated.</param>
/// <param name="Rollbacks">The emergency rollbacks that a confirmation was for.</param>
internal sealed record AttestDocument(bool Added, string Package, AttestationRecord Record, string? CountsAs, IReadOnlyList<ConfirmedRollbackDocument>? Rollbacks);
