using ModelPack.Core.Attestations;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;

namespace ModelPack.Tool.Targets;

/// <summary>A model that a command looks at.</summary>
/// <param name="kind">What it was found in.</param>
/// <param name="place">The file or folder that it was found in.</param>
/// <param name="manifest">Its manifest.</param>
/// <param name="files">Its files, as far as they are here.</param>
/// <param name="content">Its package; <see langword="null"/> where it is none.</param>
internal sealed class TargetModel(TargetKind kind, string place, ModelManifest manifest, IModelFiles files, IPackageContent? content)
{
    /// <summary>What it was found in.</summary>
    public TargetKind Kind { get; } = kind;

    /// <summary>The file or folder that it was found in.</summary>
    public string Place { get; } = place;

    /// <summary>Its manifest.</summary>
    public ModelManifest Manifest { get; } = manifest;

    /// <summary>Its files, as far as they are here.</summary>
    public IModelFiles Files { get; } = files;

    /// <summary>Its package; <see langword="null"/> where it is none.</summary>
    public IPackageContent? Content { get; } = content;

    /// <summary>What the package says of itself where it is an alias; <see langword="null"/> where it is none.</summary>
    public PromotedAlias? Alias { get; init; }

    /// <summary>Whether the package of a project gets a bill of materials.</summary>
    public bool HasSbom { get; init; }

    /// <summary>Whether the package of a project gets a statement of how it was made.</summary>
    public bool HasStatement { get; init; }

    /// <summary>What the build of a project warned of.</summary>
    public IReadOnlyList<Problem> Warnings { get; init; } = [];

    /// <summary>Looks at what is here.</summary>
    /// <param name="evidence">What is known of each file.</param>
    /// <exception cref="ModelPackException">The package is damaged or cannot be read.</exception>
    public PackageEvidence Evidence(IReadOnlyList<FileEvidence> evidence) =>
        Kind == TargetKind.Project ? new PackageEvidence(Manifest, evidence, HasSbom ? CycloneDxBom.Write(Manifest) : null, HasStatement ? ProvenanceStatement.Write(Manifest) : null, Signed: false) :
        Content is null ? new PackageEvidence(Manifest, evidence, Sbom: null, Statement: null, Signed: false) { IsPackage = false } : PackageEvidence.Of(Content, Manifest, evidence);
}
