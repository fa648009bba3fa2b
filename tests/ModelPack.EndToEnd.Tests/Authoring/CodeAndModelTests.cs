using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Authoring;

/// <summary>The SDK beside Microsoft.NET.Sdk: one package with code and model.</summary>
public sealed class CodeAndModelTests : IDisposable
{
    private readonly AuthorWorkspace author = new();

    [Fact]
    public async Task OnePackageCarriesCodeAndModel()
    {
        Library("<TargetFramework>net10.0</TargetFramework>");

        (await author.DotNet("Contoso.Friendly", "pack", "-o", author.Workspace.Feed.Folder)).ShouldSucceedWithoutWarnings().ShouldSay("validated in ONNX Runtime");
        CommandResult second = await author.DotNet("Contoso.Friendly", "pack", "-o", author.Workspace.Feed.Folder);

        PackageFile package = author.Workspace.Feed.Open("Contoso.Friendly", "1.0.0");
        Assert.Equal(["README.md", "buildTransitive/net10.0/Contoso.Friendly.props", "lib/net10.0/Contoso.Friendly.dll", "modelpack/files/model.onnx", "modelpack/files/prompts/system.md", "modelpack/modelpack.json", "modelpack/provenance.intoto.json", "modelpack/sbom.cdx.json"], package.Content());
        package.ShouldFollowTheSchema();
        second.ShouldSucceedWithoutWarnings().BinaryLog.ShouldNotRunTask("PackTask").ShouldNotRunTask("Csc");
        Assert.Equal("Contoso.Friendly/1.0.0: Be kind.", await Consume("net10.0"));
    }

    [Fact]
    public async Task SeveralFrameworksShareOneModel()
    {
        Library("<TargetFrameworks>net10.0;net8.0</TargetFrameworks>");

        CommandResult pack = await author.DotNet("Contoso.Friendly", "pack", "-o", author.Workspace.Feed.Folder);

        Assert.Single(pack.ShouldSucceedWithoutWarnings().BinaryLog.Tasks, "BuildModel");
        PackageFile package = author.Workspace.Feed.Open("Contoso.Friendly", "1.0.0");
        Assert.Equal(
            ["README.md", "buildTransitive/net10.0/Contoso.Friendly.props", "lib/net10.0/Contoso.Friendly.dll", "lib/net8.0/Contoso.Friendly.dll", "modelpack/files/model.onnx", "modelpack/files/prompts/system.md", "modelpack/modelpack.json", "modelpack/provenance.intoto.json", "modelpack/sbom.cdx.json"],
            package.Content());
        Assert.Equal([("net10.0", "ModelPack.Runtime")], package.Dependencies.Select(dependency => (dependency.Framework, dependency.Id)));
        Assert.Equal("Contoso.Friendly/1.0.0: Be kind.", await Consume("net10.0"));
    }

    [Fact]
    public async Task AProjectReferenceBringsCodeAndModel()
    {
        Library("<TargetFramework>net10.0</TargetFramework>");
        Application("net10.0", """<ProjectReference Include="../Contoso.Friendly/Contoso.Friendly.csproj" />""");

        Assert.Equal("Contoso.Friendly/1.0.0: Be kind.", await RunApplication("net10.0"));
        author.Write("Contoso.Friendly/model/prompts/system.md", "Be quick");

        Assert.Equal("Contoso.Friendly/1.0.0: Be quick", await RunApplication("net10.0"));
    }

    [Fact]
    public async Task TheFolderOfTheDefaultItemsCanBeChosen()
    {
        Library("<TargetFramework>net10.0</TargetFramework><ModelPackDefaultItemRoot>nn/</ModelPackDefaultItemRoot>" + AuthorWorkspace.Unvalidated);
        author.Write("Contoso.Friendly/nn/deep/other.onnx", TinyModels.Add());
        author.Write("Contoso.Friendly/nn/samples/notes.txt", "x");

        (await author.Build("Contoso.Friendly")).ShouldSucceedWithoutWarnings();

        Assert.Equal(["deep/other.onnx", "samples/notes.txt"], author.BuiltManifest("Contoso.Friendly").Files.Select(file => file.Path));
    }

    public void Dispose() => author.Dispose();

    private void Library(string properties)
    {
        author.Write("Contoso.Friendly/Contoso.Friendly.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Sdk Name="ModelPack.Sdk" Version="{ProductPackages.Version}" />
              <PropertyGroup>{properties}</PropertyGroup>
            </Project>
            """);
        author.Write("Contoso.Friendly/Friendly.cs", "namespace Contoso { public static class Friendly { public static string Join(string a, string b) => a + \": \" + b; } }");
        author.Write("Contoso.Friendly/model/model.onnx", TinyModels.Add());
        author.Write("Contoso.Friendly/model/prompts/system.md", "Be kind.");
        author.Write("Contoso.Friendly/docs/not-a-model.onnx", "x");
    }

    private async Task<string> Consume(string framework)
    {
        Application(framework, """<PackageReference Include="Contoso.Friendly" Version="1.0.0" />""");
        return await RunApplication(framework);
    }

    private void Application(string framework, string items)
    {
        author.Write("App/App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>{framework}</TargetFramework></PropertyGroup>
              <ItemGroup>{items}</ItemGroup>
            </Project>
            """);
        author.Write("App/App.cs", """
            ModelPack.ModelPackage model = ModelPack.ModelPackage.Load("Contoso.Friendly");
            System.Console.WriteLine(Contoso.Friendly.Join(model.Id + "/" + model.Version, System.IO.File.ReadAllText(System.IO.Path.Combine(System.AppContext.BaseDirectory, "models/Contoso.Friendly/prompts/system.md"))));
            """);
    }

    private async Task<string> RunApplication(string framework)
    {
        (await author.Build("App")).ShouldSucceedWithoutWarnings();
        return (await author.DotNet($"App/bin/Debug/{framework}", "App.dll")).ShouldSucceed().Output.Trim();
    }
}
