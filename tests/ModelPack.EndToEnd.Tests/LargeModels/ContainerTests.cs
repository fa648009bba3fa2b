using System.Security.Cryptography;
using ModelPack.Testing.Containers;

namespace ModelPack.EndToEnd.Tests.LargeModels;

/// <summary>The image of a service has the weights as files, once.</summary>
public sealed class ContainerTests(ChainModels models)
{
    [Fact]
    public async Task ContainerPublishCarriesEachFileOnce()
    {
        await using ContainerRegistry registry = await ContainerRegistry.Start();
        using ChainWorkspace chain = await ChainWorkspace.Create(models);
        chain.Workspace.Write("app/app.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="{ChainModels.Id}" Version="1.0.0" /></ItemGroup>
            </Project>
            """);
        chain.Workspace.Write("app/Program.cs", "return;");

        (await chain.DotNet(
            "publish", "-t:PublishContainer", "--os", "linux", "--arch", "x64", $"-p:ContainerBaseImage={registry.Address}/{ContainerRegistry.BaseImage}",
            $"-p:ContainerRegistry={registry.Address}", "-p:ContainerRepository=app", "-p:ContainerImageTag=1")).ShouldSucceedWithoutWarnings();

        const string Prefix = $"app/{ChainWorkspace.Folder}/";
        string[] files = [.. registry.Layers("app", "1").SelectMany(registry.Files).Where(file => file.StartsWith(Prefix, StringComparison.Ordinal)).Select(file => file[Prefix.Length..]).Order(StringComparer.Ordinal)];
        Assert.Equal(chain.Expected("1.0.0"), files);
        registry.Extract("app", "1", chain.Workspace["image"]);
        Assert.All(ModelFolder.Files(chain.Manifest("1.0.0")), file => Assert.Equal(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(chain.Workspace[$"image/{Prefix}{file.Path}"])))));
    }
}
