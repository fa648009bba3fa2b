using System.Security.Cryptography;

namespace ModelPack.Runtime.Tests.Builds;

/// <summary>A model project is imitated by an empty project with the one target that is asked for.</summary>
public sealed class ProjectReferenceTests : IDisposable
{
    private readonly ServiceWorkspace service = new();

    [Fact]
    public async Task AnEditedModelReachesTheServiceThroughALibraryAtTheNextBuild()
    {
        ModelProject('a');
        Library();
        service.Service("""<ProjectReference Include="../lib/Lib.csproj" />""" + ServiceWorkspace.Reference("1.0.0"));
        (await service.Build()).ShouldSucceedWithoutWarnings();
        Assert.Equal("Contoso.Sentiment=Contoso.Sentiment 2.0.0 a wrong:0", await service.Run("bin/Debug/net10.0/app.dll"));

        ModelProject('b');
        (await service.Build()).ShouldSucceedWithoutWarnings();

        Assert.Equal("Contoso.Sentiment=Contoso.Sentiment 2.0.0 b wrong:0", await service.Run("bin/Debug/net10.0/app.dll"));
    }

    [Fact]
    public async Task AuthorsFilesAreNeverLinked()
    {
        ModelProject('a');
        service.Service("""<ProjectReference Include="../model/model.csproj" ReferenceOutputAssembly="false" ModelName="mine" />""" + ServiceWorkspace.Reference(ProductPackages.Version, "ModelPack.Runtime"));
        (await service.Build()).ShouldSucceedWithoutWarnings();

        await File.WriteAllTextAsync(service.Workspace["model/model.onnx"], "truncated in place", TestContext.Current.CancellationToken);

        Assert.Equal(100_000, new FileInfo(service.Workspace["app/bin/Debug/net10.0/models/mine/model.onnx"]).Length);
    }

    [Fact]
    public async Task PublishForARuntimeAsksTheSameProject()
    {
        ModelProject('a');
        Library();
        service.Service("""<ProjectReference Include="../lib/Lib.csproj" />""");

        (await service.DotNet("app", "publish", "-o", service.Workspace["out"], "--use-current-runtime", "--no-self-contained", "-p:PublishSingleFile=true")).ShouldSucceedWithoutWarnings();

        Assert.Equal(["Contoso.Sentiment/model.onnx", "Contoso.Sentiment/modelpack.json"], service.Workspace.Files("out/models"));
    }

    public void Dispose() => service.Dispose();

    private void Library() => service.Workspace.Write("lib/Lib.csproj", $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          <ItemGroup>
            <ProjectReference Include="../model/model.csproj" />
            {ServiceWorkspace.Reference(ProductPackages.Version, "ModelPack.Runtime")}
          </ItemGroup>
        </Project>
        """);

    private void ModelProject(char content)
    {
        byte[] weights = [.. Enumerable.Repeat((byte)content, 100_000)];
        HandMadeModel model = new HandMadeModel(ServiceWorkspace.Id, "2.0.0").With("model.onnx", weights);
        string source = service.Workspace.Write("model/model.onnx", weights);
        service.Workspace.Write("model/state/modelpack.json", model.Seal().ToUtf8Bytes());
        service.Workspace.Write("model/state/map.tsv", $"model.onnx\t{source}\t{Convert.ToHexStringLower(SHA256.HashData(weights))}\t{weights.Length}\n");
        service.Workspace.Write("model/model.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <Target Name="ModelPackGetPackage" Returns="@(_Own)">
                <ItemGroup>
                  <_Own Include="Contoso.Sentiment" ModelPackVersion="2.0.0" ModelPackSlot="Contoso.Sentiment" ModelPackManifest="$(MSBuildProjectDirectory)/state/modelpack.json" ModelPackFileMap="$(MSBuildProjectDirectory)/state/map.tsv" />
                </ItemGroup>
              </Target>
            </Project>
            """);
    }
}
