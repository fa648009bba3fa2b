namespace ModelPack.Core.Attestations.CycloneDx;

/// <summary>What a bill lists, each with its name, before anything is written: relations point forwards, too.</summary>
internal sealed class BomContent
{
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);

    /// <summary>Lists what a manifest names.</summary>
    public BomContent(ModelManifest manifest)
    {
        Manifest = manifest;
        Model = Take(PackageUrls.NuGet(manifest.Id, manifest.Version));
        Files = [.. manifest.Files.Present().Select(file => Take($"file:{file.Path}", file))];
        Data = [.. manifest.Data.Present().Select(data => Take($"data:{data.Name}", data))];
        Documents =
        [
            .. Unpacked(manifest.Prompts, "prompt"),
            .. Unpacked(manifest.Retrieval, "retrieval"),
            .. Unpacked(manifest.Evaluation, "evaluation"),
            // Packed, but none of the files that make up the model and its digest.
            .. manifest.Card is { } card ? [Take($"card:{card.Path}", ("card", card))] : Array.Empty<BomRef<(string, ModelDocument)>>(),
        ];
        Parts = [.. manifest.Parts.Present().Select(part => new BomPackage("nuget", part.Id, part.Version)).Distinct().Select(part => Take(part.Purl, part))];
        Runtimes = [.. RuntimesOf(manifest).Distinct().Select(runtime => Take(runtime.Purl, runtime))];
        Ancestors = [.. manifest.BaseModel.Present().Select(model => Take($"base:{model.Name}", model))];
        Endpoints = [.. manifest.Endpoints.Present().Select(endpoint => Take($"service:{endpoint.Name}", endpoint))];
        Packages = [.. BomPackage.Of(manifest.Environment).Select(package => Take(package.Purl, package))];
        Environment = manifest.Environment is not null ? Take("training-environment") : null;
    }

    /// <summary>The manifest.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The name of the model itself.</summary>
    public string Model { get; }

    /// <summary>The packed files.</summary>
    public IReadOnlyList<BomRef<ModelFile>> Files { get; }

    /// <summary>The data sets.</summary>
    public IReadOnlyList<BomRef<ModelDataset>> Data { get; }

    /// <summary>Prompts, retrieval settings and evaluation data that are no packed files, and the model card, each with its kind.</summary>
    public IReadOnlyList<BomRef<(string Kind, ModelDocument Document)>> Documents { get; }

    /// <summary>The model packages of a system.</summary>
    public IReadOnlyList<BomRef<BomPackage>> Parts { get; }

    /// <summary>What runs the model.</summary>
    public IReadOnlyList<BomRef<BomPackage>> Runtimes { get; }

    /// <summary>The models that this one was made from.</summary>
    public IReadOnlyList<BomRef<ModelBaseModel>> Ancestors { get; }

    /// <summary>Hosted models.</summary>
    public IReadOnlyList<BomRef<ModelEndpoint>> Endpoints { get; }

    /// <summary>The packages that the model was trained with.</summary>
    public IReadOnlyList<BomRef<BomPackage>> Packages { get; }

    /// <summary>The environment that the model was trained in; <see langword="null"/> where nothing tells it.</summary>
    public string? Environment { get; }

    private IEnumerable<BomRef<(string Kind, ModelDocument Document)>> Unpacked(IEnumerable<ModelDocument>? documents, string kind) =>
        documents.Present().Where(document => !document.Packed).Select(document => Take($"{kind}:{document.Path}", (kind, document)));

    private static IEnumerable<BomPackage> RuntimesOf(ModelManifest manifest)
    {
        if (!string.IsNullOrEmpty(manifest.ToolVersion))
        {
            yield return new BomPackage("nuget", "ModelPack.Runtime", manifest.ToolVersion);
        }

        foreach (string version in manifest.Models.Present().SelectMany(model => model.Validations.Present())
            .Where(validation => validation.Outcome != ModelValidationOutcomes.NotValidated && !string.IsNullOrEmpty(validation.Runtime))
            .Select(validation => validation.Runtime).Distinct(StringComparer.Ordinal))
        {
            yield return new BomPackage("nuget", "Microsoft.ML.OnnxRuntime", version);
        }
    }

    private BomRef<T> Take<T>(string name, T item) => new(Take(name), item);

    /// <summary>A name that nothing else has: the one that is wanted, with a number where it is taken.</summary>
    private string Take(string name)
    {
        string unique = name;
        while (!_taken.TryAdd(unique, 1))
        {
            unique = $"{name}#{++_taken[name]}";
        }

        return unique;
    }
}
