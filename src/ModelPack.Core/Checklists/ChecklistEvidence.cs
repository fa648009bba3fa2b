namespace ModelPack.Core.Checklists;

/// <summary>What is known of a model when a checklist is filled in.</summary>
/// <param name="Manifest">The manifest as it is packed.</param>
/// <param name="VerifiedFiles">The paths, as in <see cref="ModelFile.Path"/>, of files whose bytes were digested and have the digests of the manifest.</param>
/// <param name="Sbom">The bill of materials in the package; <see langword="null"/> where there is none.</param>
/// <param name="Statement">The statement of how the package was made; <see langword="null"/> where there is none.</param>
/// <param name="Signed">Whether the package carries a signature, whoever's.</param>
public sealed record ChecklistEvidence(ModelManifest Manifest, IReadOnlySet<string> VerifiedFiles, ReadOnlyMemory<byte>? Sbom, ReadOnlyMemory<byte>? Statement, bool Signed)
{
    /// <summary>Whether it was looked at in its package, which has more than what services get of it.</summary>
    public bool IsPackage { get; init; } = true;
}
