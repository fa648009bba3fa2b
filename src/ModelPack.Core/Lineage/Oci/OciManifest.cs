using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Oci;

/// <summary>
/// Reads a model's manifest and configuration, alone or in an OCI layout on disk. Files in plain layers are checked where they are packed: they
/// lie beside the manifest, or in <c>Root</c> of the item. Source: <c>docs/spec.md</c> and <c>config.md</c> of modelpack/model-spec.
/// </summary>
internal sealed class OciManifest(LineageSource source, ImportedFacts facts)
{
    private const string Expected = "a model's manifest or configuration";

    private string Root => source.Item.Get("Root") is { } own ? Path.GetFullPath(own, source.Project.ProjectFolder) : source.Folder;

    /// <summary>Reads the source.</summary>
    public void Read()
    {
        string path = source.IsFolder ? Path.Combine(source.Path, "index.json") : source.Path;
        DataNode root = source.Files.Json(path, Expected);
        if (root["manifests"] is { } manifests)
        {
            DataNode entry = manifests.Items.FirstOrDefault(item => source.Item.Get("Run") is not { } tag || item["annotations"]?.String("org.opencontainers.image.ref.name") == tag)
                ?? throw new ModelPackException(new Problem(DiagnosticCodes.RunNotFound, $"'{source.Name}' has no manifest{(source.Item.Get("Run") is { } wanted ? $" '{wanted}'" : "")}. Name the layout that holds the model.", path));
            facts.Source.Revision = entry.String("digest");
            path = Blob(entry.String("digest")) ?? throw LineageProblems.Bad(path, entry.Line, "The manifest that it names is not in the layout.", Expected);
            root = source.Files.Json(path, Expected);
        }

        if (root["layers"] is not null || root["config"]?.String("mediaType") is not null)
        {
            Manifest(root, path);
        }
        else if (root["descriptor"] is not null)
        {
            Configuration(root);
        }
        else if (root["manifestVersion"] is not null)
        {
            Kitfile.Add(source, facts, root, path, null);
        }
        else
        {
            throw LineageProblems.Bad(path, root.Line, "It has neither layers nor a descriptor.", Expected);
        }
    }

    private void Manifest(DataNode root, string path)
    {
        foreach (DataNode layer in root["layers"]?.Items ?? [])
        {
            // Archives have no digest of what is in them.
            bool isPlain = layer.String("mediaType") is { } type && type.StartsWith(OciTypes.CncfPrefix, StringComparison.Ordinal) && type.EndsWith(".raw", StringComparison.Ordinal);
            if (isPlain && layer["annotations"]?.String(OciTypes.FilePath) is { } file && layer.String("digest") is { } digest && digest.StartsWith("sha256:", StringComparison.Ordinal))
            {
                source.Claim(facts, file, Root, DigestAlgorithm.Sha256, digest["sha256:".Length..], path, layer.Line);
            }
        }

        facts.Source.Tool = root["annotations"]?.String("ml.kitops.modelkit.cli-version") is { } kit ? $"kit {kit}" : null;
        if (root["annotations"]?.String(OciTypes.Kitfile) is { } text)
        {
            Kitfile.Add(source, facts, LineageFiles.Guard(path, Expected, () => JsonData.Read(System.Text.Encoding.UTF8.GetBytes(text))), path, null);
        }

        DataNode? config = root["config"];
        if (Blob(config?.String("digest")) is { } blob)
        {
            DataNode content = source.Files.Json(blob, Expected);
            if (config!.String("mediaType") == OciTypes.KitOpsConfig)
            {
                Kitfile.Add(source, facts, content, blob, null);
            }
            else if (content["descriptor"] is not null)
            {
                Configuration(content);
            }
        }
        else if (config?.String("digest") is { } missing)
        {
            facts.AddMissing(missing);
        }
    }

    /// <summary>The file of a digest in a layout, or beside a manifest; <see langword="null"/> where there is none.</summary>
    private string? Blob(string? digest)
    {
        if (digest is null || digest.Split(':', 2) is not [var algorithm, var hex] || !hex.All(char.IsAsciiHexDigit) || !algorithm.All(char.IsAsciiLetterOrDigit))
        {
            return null;
        }

        string path = Path.Combine(source.Folder, "blobs", algorithm, hex);
        return source.Files.Exists(path) ? path : null;
    }

    private void Configuration(DataNode root)
    {
        DataNode descriptor = root["descriptor"]!;
        facts.License = descriptor.Strings("licenses").ToList() is { Count: > 0 } licenses ? string.Join(", ", licenses) : null;
        facts.Training.Author = descriptor.Strings("authors").ToList() is { Count: > 0 } authors ? string.Join(", ", authors) : descriptor.String("vendor");
        facts.Source.Repository = descriptor.String("name");
        facts.Source.Revision ??= descriptor.String("revision") ?? descriptor.String("version");
        facts.Code.Repository = descriptor.String("sourceURL");
        foreach (string address in descriptor.Strings("datasetsURL"))
        {
            facts.Data.Add(new ModelDataset { Name = address[(address.TrimEnd('/').LastIndexOf('/') + 1)..].TrimEnd('/'), Uri = address, Role = "training" });
        }

        ModelArchitecture architecture = facts.Architecture;
        DataNode? config = root["config"];
        architecture.Family = descriptor.String("family");
        architecture.Name = config?.String("architecture");
        architecture.ParameterSize = config?.String("paramSize");
        architecture.Precision = config?.String("precision");
        architecture.Quantization = config?.String("quantization");
        DataNode? capabilities = config?["capabilities"];
        architecture.Languages = capabilities?.Strings("languages").ToList() is { Count: > 0 } languages ? languages : null;
        SortedDictionary<string, string> tags = new(StringComparer.Ordinal);
        foreach ((string name, string? value) in ((string, string?)[])
        [
            ("title", descriptor.String("title")),
            ("docURL", descriptor.String("docURL")),
            ("version", descriptor.String("version")),
            ("createdAt", descriptor.String("createdAt")),
            ("format", config?.String("format")),
            ("knowledgeCutoff", capabilities?.String("knowledgeCutoff")),
            ("inputTypes", capabilities is null ? null : string.Join(", ", capabilities.Strings("inputTypes"))),
            ("outputTypes", capabilities is null ? null : string.Join(", ", capabilities.Strings("outputTypes"))),
        ])
        {
            if (!string.IsNullOrEmpty(value))
            {
                tags[name] = value;
            }
        }

        facts.Source.Tags = tags.Count > 0 ? tags : null;
    }
}
