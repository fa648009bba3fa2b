using ModelPack.Core.Attestations.CycloneDx;

namespace ModelPack.Core.Attestations;

/// <summary>What went into a model: code, data, base models, sources of facts, libraries.</summary>
internal static class ProvenanceDependencies
{
    /// <summary>Each with its address and digest, where they are known.</summary>
    public static IEnumerable<ProvenanceResource> Of(ModelManifest manifest) =>
        new[] { Code(manifest.Code, "code"), Code(manifest.TrainingCode, "training code") }.OfType<ProvenanceResource>()
            .Concat(manifest.Data.Present().Select(Dataset))
            .Concat(manifest.BaseModel.Present().Select(BaseModel))
            .Concat(manifest.Lineage.Present().Select(Source))
            .Concat(manifest.Parts.Present().Select(part => new ProvenanceResource { Name = part.Id, Uri = PackageUrls.NuGet(part.Id, part.Version) }))
            .Concat(BomPackage.Of(manifest.Environment).Select(package => new ProvenanceResource { Name = package.Name, Uri = package.Purl }));

    private static ProvenanceResource? Code(ModelCode? code, string name) => code?.Repository is null && code?.Commit is null ? null : new ProvenanceResource
    {
        Name = name,
        Uri = ProvenanceStatement.GitAddress(code) ?? $"urn:modelpack:{Uri.EscapeDataString(name)}",
        Commit = StatedDigest.IsCommit(code!.Commit) ? code.Commit!.ToLowerInvariant() : null,
        Annotations =
        [
            ("commit", StatedDigest.IsCommit(code.Commit) ? null : code.Commit),
            ("dirty", code.Dirty is { } dirty ? (dirty ? "true" : "false") : null),
        ],
    };

    private static ProvenanceResource Dataset(ModelDataset data)
    {
        StatedDigest? digest = StatedDigest.Parse(data.Digest);
        return new ProvenanceResource
        {
            Name = data.Name,
            // A descriptor has an address or a digest.
            Uri = WebAddress.Of(data.Uri) ?? WebAddress.Of(data.Identifier) ?? (digest is null ? $"urn:modelpack:dataset:{Uri.EscapeDataString(data.Name)}" : null),
            Digest = digest,
            Annotations =
            [
                ("role", data.Role),
                ("version", data.Version),
                ("preprocessingVersion", data.PreprocessingVersion),
                ("digest", digest is null ? data.Digest : null),
                ("uri", WebAddress.Of(data.Uri) is null ? data.Uri : null),
            ],
        };
    }

    private static ProvenanceResource BaseModel(ModelBaseModel model) => new()
    {
        Name = model.Name,
        Uri = WebAddress.Of(model.Uri) ?? PackageUrls.HuggingFace(model.Name, model.Revision) ?? $"urn:modelpack:model:{Uri.EscapeDataString(model.Name)}",
        Commit = StatedDigest.IsCommit(model.Revision) ? model.Revision!.ToLowerInvariant() : null,
        Annotations = [("relation", model.Relation), ("revision", StatedDigest.IsCommit(model.Revision) ? null : model.Revision)],
    };

    private static ProvenanceResource Source(ModelLineageSource source)
    {
        StatedDigest? digest = StatedDigest.Parse($"sha256:{source.Sha256}");
        return new ProvenanceResource
        {
            Name = source.File,
            Uri = WebAddress.Of(source.Repository) ?? (digest is null ? $"urn:modelpack:lineage:{Uri.EscapeDataString(source.File)}" : null),
            Digest = digest,
            Annotations = [("kind", source.Kind), ("run", source.Run), ("repository", WebAddress.Of(source.Repository) is null ? source.Repository : null), ("revision", source.Revision), ("tool", source.Tool)],
        };
    }
}
