using ModelPack.EndToEnd.Tests.Pushing;
using ModelPack.Testing.Onnx;

[assembly: AssemblyFixture(typeof(LargeModels))]

namespace ModelPack.EndToEnd.Tests.Pushing;

/// <summary>
/// Two versions of a model whose weights are in payload packages, packed once for all tests into one folder: a layer differs, the other payloads are shared.
/// The limits are small, so that a model of half a megabyte is a large one.
/// </summary>
public sealed class LargeModels : IDisposable
{
    public const string Id = "Contoso.Large";

    /// <summary>The payload packages, as the documented commands name them.</summary>
    public const string Payloads = "*.Payload.*.nupkg";

    /// <summary>What the model of each version answers to ones.</summary>
    public static readonly IReadOnlyDictionary<string, string> Answers = new Dictionary<string, string>(StringComparer.Ordinal) { ["1.0.0"] = "24", ["1.1.0"] = "60" };

    private const int Width = 160;

    private readonly Lazy<Task<string>> _folder;
    private Workspace? _workspace;

    public LargeModels()
    {
        _folder = new(Pack);
    }

    /// <summary>The folder with the packages of both versions.</summary>
    public Task<string> Folder => _folder.Value;

    /// <summary>Writes the model project.</summary>
    public static void WriteProject(Workspace workspace, string folder, params ReadOnlySpan<float> layers)
    {
        workspace.Write($"{folder}/{Id}.csproj", $"""
            <Project Sdk="ModelPack.Sdk/{ProductPackages.Version}">
              <PropertyGroup>
                <Authors>Contoso</Authors>
                <ModelPackInlineLimit>65536</ModelPackInlineLimit>
                <ModelPackShardSize>131072</ModelPackShardSize>
                <ModelPackValidate>false</ModelPackValidate>
              </PropertyGroup>
            </Project>
            """);
        workspace.Write($"{folder}/labels.txt", "yes\nno\n");
        WriteModel(workspace, folder, layers);
    }

    /// <summary>Writes the model: it multiplies by each of the numbers in turn.</summary>
    public static void WriteModel(Workspace workspace, string folder, params ReadOnlySpan<float> layers)
    {
        GraphBuilder graph = new("chain");
        string value = "x";
        for (int i = 0; i < layers.Length; i++)
        {
            string next = i == layers.Length - 1 ? "y" : $"h{i}";
            float[] weights = new float[Width * Width];
            Array.Fill(weights, layers[i] / Width);
            graph.Initializer($"w{i}", [Width, Width], weights).Node("MatMul", [value, $"w{i}"], [next]);
            value = next;
        }

        workspace.Write($"{folder}/model.onnx", new OnnxBuilder(graph.Input("x", OnnxTypes.Float, ["batch", Width]).Output("y", OnnxTypes.Float, ["batch", Width])).Build());
    }

    public void Dispose() => _workspace?.Dispose();

    private async Task<string> Pack()
    {
        _workspace = new Workspace();
        WriteProject(_workspace, "model", 1, 2, 3, 4);
        string packed = _workspace["packed"];
        (await _workspace.DotNet.Run("model", "pack", "-p:Version=1.0.0", "-o", packed)).ShouldSucceedWithoutWarnings();
        WriteModel(_workspace, "model", 1, 5, 3, 4);
        (await _workspace.DotNet.Run("model", "pack", "-p:Version=1.1.0", "-o", packed)).ShouldSucceedWithoutWarnings();
        return packed;
    }
}
