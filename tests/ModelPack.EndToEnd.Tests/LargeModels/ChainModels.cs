using ModelPack.EndToEnd.Tests.LargeModels;
using ModelPack.Testing.Onnx;

[assembly: AssemblyFixture(typeof(ChainModels))]

namespace ModelPack.EndToEnd.Tests.LargeModels;

/// <summary>
/// Two versions of a package of two models, packed once for all tests: an encoder that is laid out by tensor, with external data, and a decoder that services get
/// as it is. A layer of each differs. The limits are small, so that a megabyte is large.
/// </summary>
public sealed class ChainModels : IDisposable
{
    public const string Id = "Contoso.Chain";

    private const int Width = 160;
    private const int Layers = 4;

    private readonly Lazy<Task<FolderFeed>> _feed;
    private Workspace? _workspace;

    public ChainModels()
    {
        _feed = new(Pack);
    }

    /// <summary>The feed with both versions and their payloads.</summary>
    public Task<FolderFeed> Feed => _feed.Value;

    /// <summary>Writes the model project as of version 1.0.0, or as of 1.1.0 with another <paramref name="change"/>.</summary>
    public static void Write(Workspace workspace, string folder, int change = 0)
    {
        workspace.Write($"{folder}/{Id}.csproj", $"""
            <Project Sdk="ModelPack.Sdk/{ProductPackages.Version}">
              <PropertyGroup>
                <Authors>Contoso</Authors>
                <ModelPackInlineLimit>65536</ModelPackInlineLimit>
                <ModelPackShardSize>131072</ModelPackShardSize>
                <ModelPackValidate>false</ModelPackValidate>
              </PropertyGroup>
              <ItemGroup>
                <ModelWeights Update="encoder/model.onnx" Role="encoder" Primary="true" />
                <ModelWeights Update="decoder.onnx" Role="decoder" Layout="Exact" />
              </ItemGroup>
            </Project>
            """);
        workspace.Write($"{folder}/labels.txt", "yes\nno\n");
        workspace.Write($"{folder}/decoder.onnx", Graph(seed: 100, change, null).Build());
        MemoryStream data = new();
        workspace.Write($"{folder}/encoder/model.onnx", Graph(seed: 200, change, data).Build());
        workspace.Write($"{folder}/encoder/model.onnx.data", data.ToArray());
    }

    public void Dispose() => _workspace?.Dispose();

    /// <summary>A chain of matrices of noise; in the model, or in <paramref name="data"/>.</summary>
    private static OnnxBuilder Graph(int seed, int change, MemoryStream? data)
    {
        GraphBuilder graph = new("chain");
        string value = "x";
        for (int layer = 0; layer < Layers; layer++)
        {
            Random random = new(seed + layer + (layer == 2 ? change : 0));
            float[] weights = new float[Width * Width];
            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] = (random.NextSingle() - 0.5f) / 8;
            }

            string name = FormattableString.Invariant($"w{layer}");
            if (data is null)
            {
                graph.Initializer(name, [Width, Width], weights);
            }
            else
            {
                byte[] bytes = TinyModels.ToBytes(weights);
                graph.Initializer(OnnxProto.ExternalTensor(name, OnnxTypes.Float, [Width, Width], "model.onnx.data", (int)data.Length, bytes.Length));
                data.Write(bytes);
            }

            string next = layer == Layers - 1 ? "y" : FormattableString.Invariant($"h{layer}");
            graph.Node("MatMul", [value, name], [next]);
            value = next;
        }

        return new OnnxBuilder(graph.Input("x", OnnxTypes.Float, ["batch", Width]).Output("y", OnnxTypes.Float, ["batch", Width]));
    }

    private async Task<FolderFeed> Pack()
    {
        _workspace = new Workspace();
        foreach ((string version, int change) in ((string, int)[])[("1.0.0", 0), ("1.1.0", 50)])
        {
            Write(_workspace, "model", change);
            (await _workspace.DotNet.Run("model", "pack", $"-p:Version={version}", "-o", _workspace.Feed.Folder)).ShouldSucceedWithoutWarnings();
        }

        return _workspace.Feed;
    }
}
