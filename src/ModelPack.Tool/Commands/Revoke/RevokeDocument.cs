using ModelPack.Core.Records;

namespace ModelPack.Tool.Commands.Revoke;

/// <summary>What <c>revoke</c> answers.</summary>
/// <param name="Added">Whether it was added; else the version was revoked already.</param>
/// <param name="Package">The id of the package with the records.</param>
/// <param name="Record">The revocation.</param>
/// <param name="ServedBy">The versions of aliases that still serve it.</param>
/// <param name="Exported">The versions that the exported source warns of.</param>
internal sealed record RevokeDocument(bool? Added, string? Package, RevocationRecord? Record, IReadOnlyList<ExportedVersion>? ServedBy, IReadOnlyList<ExportedVersion>? Exported);
