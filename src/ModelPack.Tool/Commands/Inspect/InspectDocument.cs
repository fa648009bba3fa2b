using System.Text.Json;
using ModelPack.Core.Attestations;
using ModelPack.Core.Packages;
using ModelPack.Tool.Labels;
using ModelPack.Tool.Targets;

namespace ModelPack.Tool.Commands.Inspect;

/// <summary>What <c>inspect --json</c> answers.</summary>
/// <param name="Models">The models: one, or all of a service.</param>
internal sealed record InspectDocument(IReadOnlyList<InspectDocument.InspectedLabel> Models)
{
    /// <summary>The label of a model.</summary>
    public static InspectedLabel Model(InspectedModel model)
    {
        PackageEvidence evidence = model.Evidence;
        ModelManifest manifest = evidence.Manifest;
        using JsonDocument document = JsonDocument.Parse(manifest.ToUtf8Bytes());
        return new InspectedLabel(
            manifest.Id,
            manifest.Version,
            manifest.Digest,
            evidence.DigestHolds,
            model.Target.Kind,
            model.Target.Place,
            [.. manifest.Files.Zip(evidence.Files, (file, known) => new InspectedFile(file.Path, file.Role, file.Size, file.Sha256, known.State, known.Detail))],
            Attestation(evidence.Sbom, CycloneDxBom.Write(manifest)),
            Attestation(evidence.Statement, ProvenanceStatement.Write(manifest)),
            evidence.Signed,
            ModelLabel.Of(manifest),
            document.RootElement.Clone());
    }

    /// <summary>How a document in a package stands to its manifest.</summary>
    public static AttestationState Attestation(ReadOnlyMemory<byte>? packed, byte[] expected) =>
        packed is not { } bytes ? AttestationState.Missing : bytes.Span.SequenceEqual(expected) ? AttestationState.OfThisManifest : AttestationState.Other;

    /// <summary>The label of a model.</summary>
    internal sealed record InspectedLabel(
        string Id,
        string Version,
        string Digest,
        bool DigestHolds,
        TargetKind Kind,
        string Place,
        IReadOnlyList<InspectedFile> Files,
        AttestationState Sbom,
        AttestationState Statement,
        bool Signed,
        IReadOnlyList<LabelSection> Sections,
        JsonElement Manifest);

    /// <summary>A file of a model.</summary>
    internal sealed record InspectedFile(string Path, string Role, long Size, string Sha256, FileState State, string? Detail);
}
