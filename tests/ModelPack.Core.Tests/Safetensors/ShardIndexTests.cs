using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;

namespace ModelPack.Core.Tests.Safetensors;

public sealed class ShardIndexTests
{
    private const string Index = "model.safetensors.index.json";

    [Fact]
    public void AnIndexWithAllItsShardsIsPacked()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "w/" + Index, """{"metadata":{"total_size":18},"weight_map":{"a":"1.safetensors","b":"1.safetensors"}}""");
        project.Add(ModelItemKind.Weights, "w/1.safetensors", SafetensorsFile.Tiny);

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(2, manifest.Files.Count);
        ModelEntry entry = Assert.Single(manifest.Models);
        Assert.Equal("safetensors", entry.Format);
        Assert.Equal(8, entry.Parameters);
        Assert.Equal("pt", entry.Metadata!["format"]);
    }

    [Theory]
    [InlineData("""{"weight_map":{"a":"1.safetensors","c":"2.safetensors"}}""", DiagnosticCodes.ShardMissing)]
    [InlineData("""{"weight_map":{"a":"../1.safetensors"}}""", DiagnosticCodes.ShardMissing)]
    [InlineData("""{"weight_map":{"a":"/1.safetensors"}}""", DiagnosticCodes.ShardMissing)]
    [InlineData("""{"weight_map":{"other":"1.safetensors"}}""", DiagnosticCodes.ShardTensorMissing)]
    [InlineData("""{"weight_map":{}}""", DiagnosticCodes.ShardIndexInvalid)]
    [InlineData("""{"weight_map":{"a":1}}""", DiagnosticCodes.ShardIndexInvalid)]
    [InlineData("""{}""", DiagnosticCodes.ShardIndexInvalid)]
    [InlineData("""{"weight_map":""", DiagnosticCodes.JsonInvalid)]
    public void AnIndexThatDoesNotFitIsNamed(string index, string code)
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "w/1.safetensors", SafetensorsFile.Tiny);
        string path = project.Add(ModelItemKind.Weights, "w/" + Index, index);

        Problem problem = project.BuildError();

        Assert.Equal(code, problem.Code);
        Assert.Equal(path, problem.File);
    }
}
