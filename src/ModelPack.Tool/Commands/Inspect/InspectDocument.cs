using System.Text.Json;
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
        bool packaged = model.Target.Content is not null;
        using JsonDocument document = JsonDocument.Parse(manifest.ToUtf8Bytes());
        return new InspectedLabel(
            manifest.Id,
            manifest.Version,
            manifest.Digest,
            evidence.DigestHolds,
            model.Target.Kind,
            model.Target.Place,
            [.. manifest.Files.Zip(evidence.Files, (file, known) => new InspectedFile(file.Path, file.Role, file.Size, file.Sha256, known.State, known.Detail))],
            packaged ? evidence.SbomState : null,
            packaged ? evidence.StatementState : null,
            packaged ? evidence.Signed : null,
            AliasLabel.Of(model.Target.Alias),
            SinceDocument.Of(model.Since),
            model.Label,
            document.RootElement.Clone());
    }

    /// <summary>The label of a model.</summary>
    internal sealed record InspectedLabel(
        string Id,
        string Version,
        string Digest,
        bool? DigestHolds,
        TargetKind Kind,
        string Place,
        IReadOnlyList<InspectedFile> Files,
        AttestationState? Sbom,
        AttestationState? Statement,
        bool? Signed,
        AliasLabel? Alias,
        SinceDocument? Since,
        IReadOnlyList<LabelSection> Sections,
        JsonElement Manifest);

    /// <summary>A file of a model.</summary>
    internal sealed record InspectedFile(string Path, string Role, long Size, string Sha256, FileState State, string? Detail);
}
