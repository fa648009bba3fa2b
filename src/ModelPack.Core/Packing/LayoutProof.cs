using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Layout;
using ModelPack.Core.Packing.Payloads;
using ModelPack.Core.Projects;

namespace ModelPack.Core.Packing;

/// <summary>Proves, from what was written alone, that a package gives the author's files back.</summary>
internal sealed class LayoutProof
{
    private readonly StageFolder _stage;
    private readonly string _outputFolder;
    private readonly Dictionary<string, ModelPayload> _payloads;
    private readonly Dictionary<string, PackedFile> _sources;

    /// <summary>Opens what a pack wrote.</summary>
    /// <param name="stateFolder">The folder that the build wrote to.</param>
    /// <param name="outputFolder">The folder with the payload packages.</param>
    public LayoutProof(string stateFolder, string outputFolder)
    {
        _stage = new StageFolder(stateFolder);
        _outputFolder = outputFolder;
        Manifest = ModelManifest.Load(StageFolder.ManifestOf(stateFolder));
        _payloads = (Manifest.Payloads ?? []).ToDictionary(payload => payload.Sha256, StringComparer.Ordinal);
        _sources = PackedFile.Read(new BuildState(stateFolder).PackageMap).ToDictionary(file => file.Path, StringComparer.Ordinal);
    }

    /// <summary>The manifest as it will be packed.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>Rebuilds every file that the package does not hold as it is.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>A problem for each file that is not the author's.</returns>
    public IEnumerable<Problem> Rebuild(CancellationToken cancellationToken)
    {
        foreach (ModelFile file in Manifest.Files.Where(file => file.Layout is not null))
        {
            if (Complaint(file, cancellationToken) is { } complaint)
            {
                yield return Differs(file, $"What was packed of the file does not give it back: {complaint}");
            }
        }
    }

    /// <summary>What <see cref="Materialize"/> writes, in bytes.</summary>
    /// <param name="file">A file with a graph.</param>
    public long SizeOf(ModelFile file) => (file.LaidOutSize ?? 0) + (file.Shards ?? []).Sum(shard => _payloads.TryGetValue(shard, out ModelPayload? payload) ? payload.Size : 0);

    /// <summary>Writes a model as services get it: its graph, and its shards beside it.</summary>
    /// <param name="file">A file with a graph.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The full path of the graph.</returns>
    public string Materialize(ModelFile file, string folder, CancellationToken cancellationToken)
    {
        string graph = Path.Combine(folder, "model.onnx");
        File.Copy(_stage.PathOf($"{PackageLayout.Files}/{file.Path}"), graph);
        Directory.CreateDirectory(Path.Combine(folder, ModelFolder.ShardFolder));
        foreach (string shard in file.Shards ?? [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            using Stream content = Open(shard);
            using FileStream target = new(Path.Combine(folder, ModelFolder.ShardLocation(shard)), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            content.CopyTo(target, ShardReader.BufferSize);
        }

        return graph;
    }

    /// <summary>The problem of a file that is not, or does not answer, as the author's.</summary>
    public Problem Differs(ModelFile file, string complaint) => new(
        DiagnosticCodes.LayoutDiffers,
        $"{complaint} Pack again when nothing else writes the output folder; if that does not help, {(file.Layout == ModelLayouts.Tensor ? "set Layout=\"Exact\" on the ModelWeights item of the model, and " : "")}report it.",
        _sources.TryGetValue(file.Path, out PackedFile? source) ? source.Source : null);

    private string? Complaint(ModelFile file, CancellationToken cancellationToken)
    {
        try
        {
            if (file.Layout == ModelLayouts.Exact)
            {
                Layout.Rebuild.FromShards(file.Shards ?? [], file.Size, file.Sha256, Open, Stream.Null, cancellationToken);
            }
            else
            {
                using FileStream recipe = File.OpenRead(_stage.PathOf($"{PackageLayout.Recipes}/{file.Recipe!.Path}"));
                Layout.Rebuild.FromRecipe(recipe, file.Size, file.Sha256, Open, Stream.Null, cancellationToken);
            }

            return null;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    private RangeStream Open(string sha256)
    {
        ModelPayload payload = _payloads.GetValueOrDefault(sha256) ?? throw new InvalidDataException($"No payload package holds '{sha256}'.");
        return PayloadFile.Open(Path.Combine(_outputFolder, $"{payload.Id}.{payload.Version}.nupkg"), sha256, payload.Size);
    }
}
