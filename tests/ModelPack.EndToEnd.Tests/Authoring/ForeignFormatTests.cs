using System.Text;

namespace ModelPack.EndToEnd.Tests.Authoring;

/// <summary>Files that a model package does not take, through <c>dotnet pack</c>.</summary>
public sealed class ForeignFormatTests
{
    private static readonly string Project = $"""
        <Project Sdk="ModelPack.Sdk/{ProductPackages.Version}">
          <PropertyGroup>
            <PackageId>Contoso.Foreign</PackageId>
            <Authors>Test</Authors>
          </PropertyGroup>
          <ItemGroup>
            <ModelWeights Include="*.pkl" />
          </ItemGroup>
        </Project>

        """;

    [Fact]
    public async Task PicklesAreRefusedUnlessThePropertyInsists()
    {
        using Workspace workspace = new();
        workspace.Write("A/A.csproj", Project);
        string pickle = workspace.Write("A/scaler.pkl", Encoding.ASCII.GetBytes("cos\nsystem\n(S'true'\ntR."));

        CommandResult refused = await workspace.DotNet.Run("A", "pack", "-o", workspace["packed"]);
        CommandResult insisted = await workspace.DotNet.Run("A", "pack", "-o", workspace["packed"], "-p:ModelPackAllowPickle=true");

        refused.ShouldFailOnlyWith("MP2008");
        refused.ShouldSay($"{pickle} : error MP2008: ");
        insisted.ShouldSucceedWithoutWarnings();
        ModelManifest manifest = new PackageFile(Path.Combine(workspace["packed"], workspace.Files("packed").Single())).Manifest;
        Assert.Equal("scaler.pkl", Assert.Single(manifest.Files).Path);
        Assert.Equal("unknown", Assert.Single(manifest.Models).Format);
    }

    [Fact]
    public async Task AShardedModelIsPackedWithItsIndexAndRefusedWithoutAShard()
    {
        const string Header = """{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""";
        using Workspace workspace = new();
        workspace.Write("A/A.csproj", Project);
        workspace.Write("A/model.safetensors.index.json", """{"weight_map":{"a":"model-1.safetensors"}}""");
        workspace.Write("A/manifest.json", """{"schema_version":"1.0","components":{"m":{"variants":{"cpu":{"variant_directory":".","executor_info":{"ort":{"model_file":"model-1.safetensors"}}}}}}}""");

        CommandResult incomplete = await workspace.DotNet.Run("A", "pack", "-o", workspace["packed"]);
        workspace.Write("A/model-1.safetensors", [(byte)Header.Length, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(Header), 0, 0, 0, 0]);
        CommandResult complete = await workspace.DotNet.Run("A", "pack", "-o", workspace["packed"]);

        incomplete.ShouldFail("MP2108").ShouldFail("MP2122");
        complete.ShouldSucceedWithoutWarnings();
        ModelManifest manifest = new PackageFile(Path.Combine(workspace["packed"], workspace.Files("packed").Single())).Manifest;
        Assert.Equal(["manifest.json", "model-1.safetensors", "model.safetensors.index.json"], manifest.Files.Select(file => file.Path));
        Assert.Equal(("safetensors", 1), (Assert.Single(manifest.Models).Format, manifest.Models[0].Parameters));
    }
}
