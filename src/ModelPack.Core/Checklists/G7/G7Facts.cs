using System.Text.Json;
using ModelPack.Core.Attestations;

namespace ModelPack.Core.Checklists.G7;

/// <summary>What the elements ask.</summary>
internal sealed class G7Facts
{
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 64 };

    /// <summary>Works out what several elements need.</summary>
    public G7Facts(ChecklistEvidence evidence)
    {
        Evidence = evidence;
        ModelManifest manifest = evidence.Manifest;
        Files = [.. manifest.Files.Present()];
        ModelFile[] weights = [.. Files.Where(file => file.Role == ModelFileRoles.Weights)];
        Weights = weights.Length > 0 ? weights : Files;
        Models = [.. manifest.Models.Present()];
        AllVerified = Files.Count > 0 && Files.All(Verified);
        DigestHolds = AllVerified && ModelDigest.Compute(Files) == manifest.Digest;
        SbomHolds = evidence.Sbom is { } sbom && sbom.Span.SequenceEqual(CycloneDxBom.Write(manifest));
        StatementHolds = evidence.Statement is { } statement && statement.Span.SequenceEqual(ProvenanceStatement.Write(manifest));
        Sbom = evidence.Sbom is { } bytes ? Parse(bytes) : null;
    }

    /// <summary>The evidence.</summary>
    public ChecklistEvidence Evidence { get; }

    /// <summary>The manifest.</summary>
    public ModelManifest Manifest => Evidence.Manifest;

    /// <summary>The packed files.</summary>
    public IReadOnlyList<ModelFile> Files { get; }

    /// <summary>The files with weights; of a package without any, all files.</summary>
    public IReadOnlyList<ModelFile> Weights { get; }

    /// <summary>The loadable models.</summary>
    public IReadOnlyList<ModelEntry> Models { get; }

    /// <summary>Whether there are files, and the bytes of each were checked.</summary>
    public bool AllVerified { get; }

    /// <summary>Whether the model's digest is that of the bytes.</summary>
    public bool DigestHolds { get; }

    /// <summary>Whether the bill of materials in the package is, byte for byte, what the manifest gives.</summary>
    public bool SbomHolds { get; }

    /// <summary>Whether the statement in the package is, byte for byte, what the manifest gives.</summary>
    public bool StatementHolds { get; }

    /// <summary>The bill of materials in the package; <see langword="null"/> where there is none, or it is no JSON object.</summary>
    public JsonElement? Sbom { get; }

    /// <summary>Whether a file's bytes were checked.</summary>
    public bool Verified(ModelFile file) => Evidence.VerifiedFiles.Contains(file.Path);

    /// <summary>Whether the build ran a model, and its file is still that one.</summary>
    public bool Ran(ModelEntry model) => Evidence.VerifiedFiles.Contains(model.File) && model.Validations.Present().Any(validation => validation.Outcome is ModelValidationOutcomes.Matches or ModelValidationOutcomes.Runs);

    private static JsonElement? Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, s_strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
