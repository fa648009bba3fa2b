using ModelPack.Core.Records;

namespace ModelPack.Tool.Commands.Attest;

/// <summary>What <c>attest</c> and <c>approve</c> answer.</summary>
/// <param name="Added">Whether it was added; else the same was there already.</param>
/// <param name="Package">The id of the package with the records.</param>
/// <param name="Record">The attestation.</param>
internal sealed record AttestDocument(bool Added, string Package, AttestationRecord Record);
