using ModelPack.Core.Attestations;
using ModelPack.Core.Checklists;
using ModelPack.Core.Packing;

namespace ModelPack.Core.Packages;

/// <summary>What is known of a model after a look at its package.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Files">What is known of each file, in the order of the manifest.</param>
/// <param name="Sbom">The bill of materials; <see langword="null"/> where there is none.</param>
/// <param name="Statement">The statement of how the package was made; <see langword="null"/> where there is none.</param>
/// <param name="Signed">Whether the package carries a signature, whoever's.</param>
public sealed record PackageEvidence(ModelManifest Manifest, IReadOnlyList<FileEvidence> Files, ReadOnlyMemory<byte>? Sbom, ReadOnlyMemory<byte>? Statement, bool Signed)
{
    private const long LargestDocument = 256L << 20;
    private const string ModelSignature = PackageLayout.Root + "/model.sig";

    /// <summary>Whether the digest of the manifest is that of its files' digests, whatever the files are.</summary>
    public bool DigestIsConsistent => ModelDigest.Compute(Manifest.Files) == Manifest.Digest;

    /// <summary>Whether the model has the digest of the manifest: proven by the bytes of every file, refuted by one, or <see langword="null"/>, not known.</summary>
    public bool? DigestHolds => !DigestIsConsistent || Files.Any(file => file.State == FileState.Differs) ? false
        : Files.All(file => file.State == FileState.Verified) ? true
        : null;

    /// <summary>Whether it was looked at in its package, or as a project whose package it will be.</summary>
    public bool IsPackage { get; init; } = true;

    /// <summary>How the bill of materials stands to the manifest.</summary>
    public AttestationState SbomState => State(Sbom, CycloneDxBom.Write(Manifest));

    /// <summary>How the statement stands to the manifest.</summary>
    public AttestationState StatementState => State(Statement, ProvenanceStatement.Write(Manifest));

    /// <summary>The evidence that checklists are filled in with.</summary>
    public ChecklistEvidence ForChecklist => new(
        Manifest,
        Files.Where(file => file.State == FileState.Verified).Select(file => file.Path).ToHashSet(StringComparer.Ordinal),
        Sbom,
        Statement,
        Signed)
    {
        IsPackage = IsPackage,
    };

    /// <summary>Reads what lies beside the manifest in a package.</summary>
    /// <param name="content">The package.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="files">What is known of each file.</param>
    /// <exception cref="Diagnostics.ModelPackException">The package is damaged (MP4021) or cannot be read (MP4022).</exception>
    public static PackageEvidence Of(IPackageContent content, ModelManifest manifest, IReadOnlyList<FileEvidence> files)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new PackageEvidence(manifest, files, ReadDocument(content, PackageLayout.Sbom), ReadDocument(content, PackageLayout.Provenance), content.Contains(PackageParts.Signature) || content.Contains(ModelSignature));
    }

    /// <summary>Reads a document that a package has about itself.</summary>
    /// <param name="content">The package.</param>
    /// <param name="path">Its path; see <see cref="PackageLayout"/>.</param>
    /// <returns><see langword="null"/> where the package has none.</returns>
    /// <exception cref="Diagnostics.ModelPackException">The package is damaged (MP4021) or cannot be read (MP4022).</exception>
    public static ReadOnlyMemory<byte>? ReadDocument(IPackageContent content, string path)
    {
        ArgumentNullException.ThrowIfNull(content);
        // Without the cast, no array would become an empty document.
        return content.Contains(path) ? (ReadOnlyMemory<byte>?)PackageManifests.ReadBytes(content, path, LargestDocument) : null;
    }

    private static AttestationState State(ReadOnlyMemory<byte>? packed, byte[] expected) =>
        packed is not { } bytes ? AttestationState.Missing : bytes.Span.SequenceEqual(expected) ? AttestationState.OfThisManifest : AttestationState.Other;
}
