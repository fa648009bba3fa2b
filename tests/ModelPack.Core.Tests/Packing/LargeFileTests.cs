using ModelPack.Core.Diagnostics;
using ModelPack.Core.Layout;
using ModelPack.Core.Onnx;
using ModelPack.Core.Packing;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Packing;

/// <summary>What a package holds of large files, and what its payload packages do.</summary>
public sealed class LargeFileTests : IDisposable
{
    private readonly TestProject project = new() { Limits = (200_000, 262_144) };

    [Fact]
    public void EachLayoutIsInTheManifestAndGivesTheAuthorsFilesBack()
    {
        byte[] index = LayeredModel.Weights(99, 250_000);
        project.Add(ModelItemKind.Weights, "model.onnx", LayeredModel.Build([1, 2, 3, 4, 5, 6]));
        project.Add(ModelItemKind.Weights, "exact/model.onnx", LayeredModel.Build([1, 2, 7]), ("Layout", "Exact"));
        project.Add(ModelItemKind.Retrieval, "rag/index.bin", index);
        project.Add(ModelItemKind.Prompt, "prompts/long.md", new string('a', 100_000));
        project.Add(ModelItemKind.Config, "labels.txt", "a\n");
        project.Build();

        ModelManifest manifest = Prepare();

        Assert.Equal(["exact", null, "tensor", null, "exact"], manifest.Files.Select(file => file.Layout));
        Assert.Equal(
            ["modelpack/files/labels.txt", "modelpack/files/model.onnx", "modelpack/files/prompts/long.md", "modelpack/modelpack.json", "modelpack/provenance.intoto.json", "modelpack/recipes/model.onnx.json", "modelpack/sbom.cdx.json"],
            Staged().Where(file => file.StartsWith("modelpack/", StringComparison.Ordinal)));
        Assert.Equal(manifest.Payloads!.Select(payload => payload.Sha256).Order(StringComparer.Ordinal), manifest.Payloads!.Select(payload => payload.Sha256));
        Assert.Equal(manifest.Files.SelectMany(file => file.Shards ?? []).Distinct().Order(StringComparer.Ordinal), manifest.Payloads!.Select(payload => payload.Sha256));
        Assert.Equal(File.ReadAllText(project.State.Digest), manifest.Digest);
        Assert.Empty(new LayoutProof(project.StateFolder, project.Output).Rebuild(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void ExternalDataHasARecipeAndNothingElse()
    {
        ExternalModel external = TinyModels.MatMul(rows: 300, columns: 300, weightLocation: "w.bin", biasLocation: "w.bin");
        project.Add(ModelItemKind.Weights, "sub/model.onnx", external.Model);
        project.Folder.Write("p/sub/w.bin", external.Files["w.bin"]);
        project.Build();

        ModelManifest manifest = Prepare();

        ModelFile data = manifest.Files.Single(file => file.Path == "sub/w.bin");
        Assert.Equal((ModelLayouts.Tensor, null, "sub/w.bin.json"), (data.Layout, data.LaidOutSha256, data.Recipe!.Path));
        Assert.Equal(["modelpack/files/sub/model.onnx", "modelpack/modelpack.json", "modelpack/provenance.intoto.json", "modelpack/recipes/sub/model.onnx.json", "modelpack/recipes/sub/w.bin.json", "modelpack/sbom.cdx.json"], Staged().Where(file => file.StartsWith("modelpack/", StringComparison.Ordinal)));
        Assert.Empty(new LayoutProof(project.StateFolder, project.Output).Rebuild(TestContext.Current.CancellationToken));
    }

    /// <summary>The .onnx, and the shards that it needs, stay as they are: only a place in the graph changes.</summary>
    [Fact]
    public void ATensorThatBecomesEqualToAnotherOneRefersToThatOnesPlace()
    {
        (byte[] a, byte[] b) = (LayeredModel.Weights(1, 25_000), LayeredModel.Weights(2, 25_000));
        GraphBuilder graph = new GraphBuilder().Node("Identity", ["x"], ["y"]).Input("x", OnnxTypes.Float, [1]).Output("y", OnnxTypes.Float, [1]);
        foreach (int i in Enumerable.Range(0, 3))
        {
            graph.Initializer(OnnxProto.ExternalTensor($"t{i}", OnnxTypes.Float, [25_000], "w.bin", i * 100_000, 100_000));
        }

        project.Add(ModelItemKind.Weights, "model.onnx", new OnnxBuilder(graph).Build());
        project.Folder.Write("p/w.bin", [.. a, .. b, .. a]);
        project.Build();
        string[] before = [.. Prepare().Payloads!.Select(payload => payload.Sha256)];
        project.Folder.Write("p/w.bin", [.. a, .. b, .. b]);
        project.Build();

        ModelManifest manifest = Prepare();

        Assert.Equal(before, manifest.Payloads!.Select(payload => payload.Sha256));
        (string, long)[] places = [.. OnnxModelReader.Read(project.Staged("modelpack/files/model.onnx")).ExternalData.Select(reference => (reference.Location, reference.Offset))];
        Assert.NotEqual(places[0], places[1]);
        Assert.Equal(places[1], places[2]);
        Assert.Empty(new LayoutProof(project.StateFolder, project.Output).Rebuild(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(null, ModelLayouts.Exact)]
    [InlineData("Tensor", ModelLayouts.Tensor)]
    public void ExternalDataHasTheLayoutOfItsModelWhateverTheDefaultIs(string? layout, string expected)
    {
        ExternalModel external = TinyModels.MatMul(rows: 300, columns: 300, weightLocation: "w.bin", biasLocation: "w.bin");
        project.DefaultLayout = FileLayout.Exact;
        project.Add(ModelItemKind.Weights, "model.onnx", external.Model, layout is null ? [] : [("Layout", layout)]);
        project.Folder.Write("p/w.bin", external.Files["w.bin"]);
        project.Build();

        Assert.Equal(expected, Prepare().Files.Single(file => file.Path == "w.bin").Layout);
    }

    [Fact]
    public void ASecondPreparationReadsNoWeightsAndWritesNothing()
    {
        string model = project.Add(ModelItemKind.Weights, "model.onnx", LayeredModel.Build([1, 2, 3, 4, 5, 6]));
        string index = project.Add(ModelItemKind.Retrieval, "rag/index.bin", LayeredModel.Weights(99, 250_000));
        project.Build();
        Prepare();
        DateTime[] before = Times();
        // What is read of them now fails.
        using FileStream payload = new(Directory.GetFiles(project.Output)[0], FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        using FileStream locked = new(index, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        PackagePreparation second = project.Prepare();

        Assert.Null(second.Problem);
        Assert.Equal(0, second.NewPayloadBytes);
        Assert.Equal(before, Times());
        Assert.NotEmpty(model);
    }

    [Fact]
    public void APayloadThatIsGoneIsWrittenAgainAndNoOther()
    {
        project.Add(ModelItemKind.Weights, "model.onnx", LayeredModel.Build([1, 2, 3, 4, 5, 6]));
        project.Build();
        ModelPayload first = Prepare().Payloads![0];
        string path = Path.Combine(project.Output, $"{first.Id}.{first.Version}.nupkg");
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);

        PackagePreparation second = project.Prepare();

        Assert.Equal(first.Size, second.NewPayloadBytes);
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    [Fact]
    public void AChangedLayerIsOneNewPayloadAndTheFormerOnesStay()
    {
        project.Add(ModelItemKind.Weights, "model.onnx", LayeredModel.Build([1, 2, 3, 4, 5, 6]));
        project.Build();
        string[] before = [.. Prepare().Payloads!.Select(payload => payload.Id)];
        project.Folder.Write("p/model.onnx", LayeredModel.Build([1, 2, 3, 40, 5, 6]));
        project.Build();

        PackagePreparation second = project.Prepare();

        Assert.Equal(65_536, second.NewPayloadBytes);
        Assert.Equal(before.Length + 1, Directory.GetFiles(project.Output).Length);
    }

    [Fact]
    public void AfterAChangeOfTheFileOnlyWhatChangedIsWritten()
    {
        int[] seeds = [.. Enumerable.Range(1, 30)];
        string path = project.Add(ModelItemKind.Weights, "model.onnx", LayeredModel.Build(seeds));
        project.Build();
        Prepare();
        (string Path, DateTime Time)[] before = [.. Directory.EnumerateFiles(project.Output).Select(file => (file, File.GetLastWriteTimeUtc(file)))];
        // Nothing of its former state is known any more.
        File.WriteAllBytes(path, LayeredModel.Build(seeds));
        project.Build();
        PackagePreparation same = project.Prepare();
        File.WriteAllBytes(path, LayeredModel.Build([.. seeds.Select(seed => seed == 20 ? 99 : seed)]));
        project.Build();
        PackagePreparation one = project.Prepare();
        File.WriteAllBytes(path, LayeredModel.Build([.. seeds.Select(seed => seed + 1000)]));
        project.Build();
        PackagePreparation all = project.Prepare();

        Assert.Equal((0, 65_536, 30 * 65_536), (same.NewPayloadBytes, one.NewPayloadBytes, all.NewPayloadBytes));
        Assert.All(before, file => Assert.Equal(file.Time, File.GetLastWriteTimeUtc(file.Path)));
        Assert.Empty(new LayoutProof(project.StateFolder, project.Output).Rebuild(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void ARaisedRevisionWritesEveryPayloadUnderTheNextVersion()
    {
        project.Add(ModelItemKind.Weights, "model.onnx", LayeredModel.Build([1, 2, 3, 4, 5, 6]));
        project.Build();
        Prepare();
        project.Identity = project.Identity with { Revision = 1 };

        ModelManifest manifest = Prepare();

        Assert.All(manifest.Payloads!, payload => Assert.Equal("1.0.1", payload.Version));
        Assert.Equal(2 * manifest.Payloads!.Count, Directory.GetFiles(project.Output).Length);
    }

    [Fact]
    public void ATensorTooLargeForAPayloadIsAnErrorThatLeavesNothing()
    {
        project.PayloadLimit = 262_144;
        string path = project.Add(ModelItemKind.Weights, "model.onnx", LayeredModel.Build([1, 2], width: 300));
        project.Build();

        Problem problem = project.Prepare().Problem!;

        Assert.Equal((DiagnosticCodes.TensorTooLarge, path), (problem.Code, problem.File));
        Assert.Empty(Directory.Exists(project.Output) ? Directory.GetFiles(project.Output) : []);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Exact")]
    public void AFileThatIsOverwrittenWhileThePackBeginsIsNotPacked(string? layout)
    {
        string path = project.Add(ModelItemKind.Weights, "model.onnx", LayeredModel.Build([1, 2, 3, 4, 5, 6]), layout is null ? [] : [("Layout", layout)]);
        project.Build();

        Problem problem = project.Prepare(meanwhile: () => File.WriteAllBytes(path, LayeredModel.Build([1, 2, 3, 4, 5, 7]))).Problem!;

        Assert.Equal((DiagnosticCodes.ChangedDuringPack, path), (problem.Code, problem.File));
        Assert.Empty(Directory.Exists(project.Output) ? Directory.GetFiles(project.Output) : []);
    }

    [Fact]
    public void APayloadWithOneOtherBitDoesNotGiveTheFileBack()
    {
        string path = project.Add(ModelItemKind.Weights, "model.onnx", LayeredModel.Build([1, 2, 3, 4, 5, 6]));
        project.Build();
        Prepare();
        string payload = Directory.GetFiles(project.Output)[0];
        byte[] bytes = File.ReadAllBytes(payload);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(payload, bytes);

        Problem problem = Assert.Single(new LayoutProof(project.StateFolder, project.Output).Rebuild(TestContext.Current.CancellationToken));

        Assert.Equal((DiagnosticCodes.LayoutDiffers, path), (problem.Code, problem.File));
    }

    public void Dispose() => project.Dispose();

    private ModelManifest Prepare()
    {
        Assert.Null(project.Prepare().Problem);
        return ModelManifest.Load(project.Staged("modelpack/modelpack.json"));
    }

    private IEnumerable<string> Staged() => Directory.EnumerateFiles(Path.Combine(project.StateFolder, "package"), "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Path.Combine(project.StateFolder, "package"), path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    private DateTime[] Times() => [.. Directory.EnumerateFiles(Path.Combine(project.StateFolder, "package"), "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(project.Output)).Order(StringComparer.Ordinal).Select(File.GetLastWriteTimeUtc)];
}
