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

    /// <summary>Whether the digest of the manifest is that of its files' digests.</summary>
    public bool DigestHolds => ModelDigest.Compute(Manifest.Files) == Manifest.Digest;

    /// <summary>The evidence that checklists are filled in with.</summary>
    public ChecklistEvidence ForChecklist => new(
        Manifest,
        Files.Where(file => file.State == FileState.Verified).Select(file => file.Path).ToHashSet(StringComparer.Ordinal),
        Sbom,
        Statement,
        Signed);

    /// <summary>Reads what lies beside the manifest in a package.</summary>
    /// <param name="content">The package.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="files">What is known of each file.</param>
    /// <exception cref="Diagnostics.ModelPackException">The package is damaged (MP4021) or cannot be read (MP4022).</exception>
    public static PackageEvidence Of(IPackageContent content, ModelManifest manifest, IReadOnlyList<FileEvidence> files)
    {
        ArgumentNullException.ThrowIfNull(content);
        ReadOnlyMemory<byte>? Document(string path) => content.Contains(path) ? PackageManifests.ReadBytes(content, path, LargestDocument) : null;
        return new PackageEvidence(manifest, files, Document(PackageLayout.Sbom), Document(PackageLayout.Provenance), content.Contains(PackageParts.Signature) || content.Contains(ModelSignature));
    }
}
