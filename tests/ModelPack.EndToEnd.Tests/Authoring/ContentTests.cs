using System.Globalization;
using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Authoring;

/// <summary>Packages of more, and of less, than one model.</summary>
public sealed class ContentTests
{
    [Fact]
    public async Task SeveralModelsHaveRolesSamplesAndProofsOfTheirOwn()
    {
        using AuthorWorkspace author = new();
        author.Project("M", items: """
            <ModelWeights Update="encoder/encoder.onnx" Role="encoder" Primary="true" />
            <ModelWeights Update="decoder/decoder.onnx" Role="decoder" />
            <ModelSample Update="samples/named.json" Model="decoder/decoder.onnx" />
            """);
        author.Write("M/encoder/encoder.onnx", TinyModels.Add(1));
        author.Write("M/decoder/decoder.onnx", TinyModels.Add(10));
        author.Write("M/decoder/test_data_set_0/input_0.pb", OnnxProto.Tensor("x", [1, 2], 1, 2).ToArray());
        author.Write("M/decoder/test_data_set_0/output_0.pb", OnnxProto.Tensor("y", [1, 2], 11, 12).ToArray());
        author.Write("M/samples/named.json", Sample(5, 15));
        author.Write("M/samples/primary.json", Sample(5, 6));

        (await author.Pack("M")).ShouldSucceedWithoutWarnings().ShouldSay("2 models validated in ONNX Runtime 1.31.1, 3 golden samples reproduced");

        PackageFile package = author.Package("M");
        package.ShouldFollowTheSchema();
        Assert.Equal(
            [("decoder/decoder.onnx", "decoder", false, ModelValidationOutcomes.Matches, 2), ("encoder/encoder.onnx", "encoder", true, ModelValidationOutcomes.Matches, 1)],
            package.Manifest.Models.Select(model => (model.File, model.Role!, model.Primary, model.Validations![0].Outcome, model.Validations[0].Samples!.Value)));
    }

    [Fact]
    public async Task EveryRuntimeThatIsNamedLeavesItsProof()
    {
        using AuthorWorkspace author = new();
        author.Project("M", "<ModelPackOnnxRuntimeVersion>1.30.0;1.31.1</ModelPackOnnxRuntimeVersion>");
        author.Write("M/model.onnx", TinyModels.Add(1));
        author.Write("M/samples/a.json", Sample(5, 6));

        (await author.Pack("M")).ShouldSucceedWithoutWarnings();

        Assert.Equal(
            [("1.30.0", ModelValidationOutcomes.Matches), ("1.31.1", ModelValidationOutcomes.Matches)],
            author.Package("M").Manifest.Models[0].Validations!.Select(validation => (validation.Runtime, validation.Outcome)));
    }

    [Fact]
    public async Task APackageWithoutWeightsCarriesFactsPromptsAndEndpoints()
    {
        using AuthorWorkspace author = new();
        author.Project("M", "<ModelPackTrainingEntryPoint>train.py</ModelPackTrainingEntryPoint><ModelPackExperimentUrl>https://a.example/1;https://a.example/2</ModelPackExperimentUrl>", """
            <ModelEndpoint Include="chat" Provider="contoso" Snapshot="2024-01-15" Parameters="temperature=0" />
            <ModelDataset Include="data/train.csv" Role="training" Version="3" License="MIT" />
            <ModelDataset Include="web-crawl" Uri="s3://crawl/2024" Digest="md5:0123" Role="evaluation" />
            <ModelMetric Include="accuracy" Dataset="web-crawl" Split="test" HigherIsBetter="true" />
            <ModelMetric Include="bleu" Value="31.5" />
            <ModelHyperparameter Include="epochs" Value="3" />
            <ModelHyperparameter Include="lowercase" Value="true" Kind="FeatureEngineering" />
            """);
        author.Write("M/prompts/system.md", "Be kind.");
        author.Write("M/rag/chunking.json", """{ "size": 512 }""");
        author.Write("M/data/train.csv", "a,b\n");
        author.Write("M/metrics.json", """{ "accuracy": 0.91, "loss": { "train": 0.1, "test": 0.2 } }""");
        author.Write("M/params.yaml", "train:\n  lr: 1e-3\n  seed: 7\n");

        CommandResult pack = await author.Pack("M");

        Assert.DoesNotContain(pack.ShouldSucceedWithoutWarnings().BinaryLog.Messages, message => message.Contains("Microsoft.ML.OnnxRuntime", StringComparison.OrdinalIgnoreCase));
        PackageFile package = author.Package("M");
        package.ShouldFollowTheSchema();
        ModelManifest manifest = package.Manifest;
        Assert.Equal(["prompts/system.md", "rag/chunking.json"], package.Files());
        Assert.Empty(manifest.Models);
        Assert.Equal([("chat", "contoso", "2024-01-15", "temperature=0")], manifest.Endpoints!.Select(endpoint => (endpoint.Name, endpoint.Provider!, endpoint.Snapshot!, endpoint.Parameters!)));
        Assert.Equal([("data/train.csv", "training", 4), ("web-crawl", "evaluation", (long?)null)], manifest.Data!.Select(data => (data.Name, data.Role!, data.Size)));
        Assert.StartsWith("sha256:", manifest.Data![0].Digest, StringComparison.Ordinal);
        Assert.Equal(
            ["accuracy 0.91 web-crawl test True", "bleu 31.5   ", "loss.test 0.2   ", "loss.train 0.1   "],
            manifest.Metrics!.Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.Name} {metric.Value} {metric.Dataset} {metric.Split} {metric.HigherIsBetter}")));
        Assert.Equal(["epochs", "train.lr", "train.seed"], manifest.Configuration!.Hyperparameters!.Keys);
        Assert.Equal(["lowercase"], manifest.Configuration.FeatureEngineering!.Keys);
        Assert.Equal(["https://a.example/1", "https://a.example/2"], manifest.Training!.Experiments);
        Assert.Equal("train.py", manifest.Code?.TrainingEntryPoint);
        Assert.Contains("accuracy", package.ReadText("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASystemNamesThePackagesThatItConsistsOf()
    {
        using AuthorWorkspace author = new();
        author.Project("Contoso.Embedder", AuthorWorkspace.Unvalidated + "<Version>1.4.0</Version>");
        author.Write("Contoso.Embedder/model.onnx", TinyModels.Add());
        (await author.DotNet("Contoso.Embedder", "pack", "-o", author.Workspace.Feed.Folder)).ShouldSucceedWithoutWarnings();
        author.Project("Contoso.Assistant", items: """<PackageReference Include="Contoso.Embedder" Version="[1.4.0]" />""");
        author.Write("Contoso.Assistant/prompts/system.md", "Be kind.");

        (await author.Pack("Contoso.Assistant")).ShouldSucceedWithoutWarnings();

        PackageFile package = author.Package("Contoso.Assistant");
        package.ShouldFollowTheSchema();
        Assert.Equal(["prompts/system.md"], package.Files());
        Assert.Equal([("Contoso.Embedder", "1.4.0")], package.Manifest.Parts!.Select(part => (part.Id, part.Version)));
        Assert.Equal([("Contoso.Embedder", "[1.4.0]"), ("ModelPack.Runtime", ProductPackages.Version)], package.Dependencies.Select(dependency => (dependency.Id, dependency.Version)).Order());
    }

    private static string Sample(float x, float y) => string.Create(CultureInfo.InvariantCulture, $$$"""{ "inputs": { "x": [[{{{x}}}, {{{x}}}]] }, "outputs": { "y": [[{{{y}}}, {{{y}}}]] } }""");
}
