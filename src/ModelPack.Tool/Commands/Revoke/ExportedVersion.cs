namespace ModelPack.Tool.Commands.Revoke;

/// <summary>A version that serves a revoked one, or that an exported source warns of.</summary>
/// <param name="Id">The package id: of a model, or of an alias.</param>
/// <param name="Version">The version.</param>
internal sealed record ExportedVersion(string Id, string Version);
