using System.Security.Cryptography;
using System.Text;

namespace ModelPack.Runtime.Tests;

/// <summary>A model package made by hand, in the form that ModelPack.Sdk gives it, with its payload packages where files lie in them.</summary>
internal sealed class HandMadeModel(string id, string version)
{
    /// <summary>The manifest's entries; with the file that the package holds for each, if it does.</summary>
    private readonly List<(ModelFile File, byte[]? Content)> files = [];

    public string Id { get; } = id;

    public string Version { get; } = version;

    /// <summary>The version of payloads: <c>1.0.&lt;revision&gt;</c>.</summary>
    public string PayloadVersion { get; init; } = "1.0.0";

    public ModelManifest Manifest { get; } = new() { Id = id, Version = version };

    /// <summary>The shards, by their digest.</summary>
    public Dictionary<string, byte[]> Shards { get; } = new(StringComparer.Ordinal);

    public static string Sha256Of(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public HandMadeModel With(string path, string content, string role = ModelFileRoles.Weights, bool materialize = true) =>
        With(path, Encoding.UTF8.GetBytes(content), role, materialize);

    public HandMadeModel With(string path, byte[] content, string role = ModelFileRoles.Weights, bool materialize = true) =>
        Add(new ModelFile { Path = path, Role = role, Size = content.Length, Sha256 = Sha256Of(content), Materialize = materialize }, content);

    /// <summary>A file that is the concatenation of shards.</summary>
    public HandMadeModel WithExact(string path, params byte[][] pieces)
    {
        byte[] content = [.. pieces.SelectMany(piece => piece)];
        return Add(new ModelFile { Path = path, Role = ModelFileRoles.Weights, Size = content.Length, Sha256 = Sha256Of(content), Materialize = true, Layout = ModelLayouts.Exact, Shards = [.. pieces.Select(Shard)] }, null);
    }

    /// <summary>An ONNX model that is laid out by tensor: a graph beside its shards.</summary>
    public HandMadeModel WithTensors(string path, byte[] graph, params byte[][] shards)
    {
        byte[] author = [.. graph, .. shards.SelectMany(shard => shard)];
        ModelFile file = new()
        {
            Path = path,
            Role = ModelFileRoles.Weights,
            Size = author.Length,
            Sha256 = Sha256Of(author),
            Materialize = true,
            Layout = ModelLayouts.Tensor,
            LaidOutSize = graph.Length,
            LaidOutSha256 = Sha256Of(graph),
            Shards = [.. shards.Select(Shard)],
            Recipe = new ModelRecipe { Path = path + ".json", Sha256 = Sha256Of([]) },
        };
        return Add(file, graph);
    }

    /// <summary>External data of such a model, which went into shards.</summary>
    public HandMadeModel WithMovedData(string path, byte[] content) =>
        Add(new ModelFile { Path = path, Role = ModelFileRoles.Weights, Size = content.Length, Sha256 = Sha256Of(content), Materialize = true, Layout = ModelLayouts.Tensor, Recipe = new ModelRecipe { Path = path + ".json", Sha256 = Sha256Of([]) } }, null);

    /// <summary>The manifest of the files so far.</summary>
    public ModelManifest Seal()
    {
        Manifest.Files = [.. files.Select(entry => entry.File).OrderBy(file => file.Path, StringComparer.Ordinal)];
        Manifest.Payloads = Shards.Count == 0
            ? null
            : [.. Shards.Select(shard => new ModelPayload { Id = PayloadId(shard.Key), Version = PayloadVersion, Sha256 = shard.Key, Size = shard.Value.Length }).OrderBy(payload => payload.Id, StringComparer.Ordinal)];
        Manifest.Digest = ModelDigest.Compute(Manifest.Files);
        if (Manifest.Models.Count == 0)
        {
            ModelFile[] weights = [.. files.Select(entry => entry.File).Where(file => file.Role == ModelFileRoles.Weights && (file.Layout != ModelLayouts.Tensor || file.LaidOutSha256 is not null))];
            Manifest.Models = [.. weights.Select((file, index) => new ModelEntry { File = file.Path, Format = "onnx", Primary = index == 0 })];
        }

        return Manifest;
    }

    /// <summary>The id of the payload package of a shard.</summary>
    public string PayloadId(string sha256) => $"{Id.Split('.')[0]}.Payload.{sha256[..32]}";

    /// <summary>The folder of the payload package that holds these bytes.</summary>
    public string PayloadFolder(string packagesFolder, byte[] shard) => Path.Combine(packagesFolder, PayloadId(Sha256Of(shard)).ToLowerInvariant(), PayloadVersion);

    /// <summary>The file in a restored payload package that holds these bytes.</summary>
    public string PayloadFile(string packagesFolder, byte[] shard) => Path.Combine(PayloadFolder(packagesFolder, shard), "shard", Sha256Of(shard) + ".bin");

    /// <summary>Lays the model and its payloads out as restored packages.</summary>
    /// <returns>The package's folder.</returns>
    public string Extract(string packagesFolder)
    {
        Seal();
        string root = Path.Combine(packagesFolder, Id.ToLowerInvariant(), Version);
        HandMadePackage.Write(Path.Combine(root, "modelpack", "modelpack.json"), Manifest.ToUtf8Bytes());
        foreach ((ModelFile file, byte[]? content) in files)
        {
            if (content is not null)
            {
                HandMadePackage.Write(Path.Combine(root, "modelpack", "files", file.Path), content);
            }
        }

        foreach (byte[] shard in Shards.Values)
        {
            if (!File.Exists(PayloadFile(packagesFolder, shard)))
            {
                HandMadePackage.Write(PayloadFile(packagesFolder, shard), shard);
            }
        }

        return root;
    }

    /// <summary>Writes the package, and payload packages that are not there, into a folder feed.</summary>
    public void Pack(string feed, string runtimeVersion)
    {
        Seal();
        foreach ((string sha256, byte[] shard) in Shards)
        {
            HandMadePackage payload = new(feed, PayloadId(sha256), PayloadVersion);
            if (!payload.Exists)
            {
                payload.Write(("shard/" + sha256 + ".bin", shard));
            }
        }

        string props = $"""
            <Project>
              <ItemGroup>
                <ModelPackPackage Include="{Id}" ModelPackVersion="{Version}" ModelPackSlot="{Id}" ModelPackDigest="{Manifest.Digest}" ModelPackManifestSha256="{Sha256Of(Manifest.ToUtf8Bytes())}"
                                  ModelPackManifest="$([MSBuild]::NormalizePath('$(MSBuildThisFileDirectory)', '..', '..', 'modelpack', 'modelpack.json'))"
                                  ModelPackFilesRoot="$([MSBuild]::NormalizeDirectory('$(MSBuildThisFileDirectory)', '..', '..', 'modelpack', 'files'))" />
              </ItemGroup>
            </Project>
            """;
        new HandMadePackage(feed, Id, Version)
        {
            Dependencies = [("ModelPack.Runtime", runtimeVersion), .. Shards.Keys.Select(sha256 => (PayloadId(sha256), $"[{PayloadVersion}]"))],
        }.Write([
            ("lib/net10.0/_._", []),
            ("modelpack/modelpack.json", Manifest.ToUtf8Bytes()),
            ($"buildTransitive/net10.0/{Id}.props", Encoding.UTF8.GetBytes(props)),
            .. files.Where(entry => entry.Content is not null).Select(entry => ("modelpack/files/" + entry.File.Path, entry.Content!))]);
    }

    private HandMadeModel Add(ModelFile file, byte[]? content)
    {
        files.Add((file, content));
        return this;
    }

    private string Shard(byte[] content)
    {
        string sha256 = Sha256Of(content);
        Shards[sha256] = content;
        return sha256;
    }
}
