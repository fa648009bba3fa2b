using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Authoring;

/// <summary>A model project in a repository whose settings were made for assemblies.</summary>
public sealed class RepositoryTests
{
    [Fact]
    public async Task SettingsForAssembliesLeaveNothingStrayAndCleanFindsEverything()
    {
        using AuthorWorkspace author = new();
        author.Write("Directory.Build.props", """
            <Project>
              <PropertyGroup>
                <TargetFrameworks>net8.0;net10.0</TargetFrameworks>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <AnalysisLevel>latest-all</AnalysisLevel>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <IncludeSymbols>true</IncludeSymbols>
                <SymbolPackageFormat>snupkg</SymbolPackageFormat>
                <IncludeSource>true</IncludeSource>
                <EnablePackageValidation>true</EnablePackageValidation>
                <UseArtifactsOutput>true</UseArtifactsOutput>
              </PropertyGroup>
            </Project>
            """);
        author.Project("M", AuthorWorkspace.Unvalidated);
        author.Write("M/model.onnx", TinyModels.Add());

        (await author.DotNet("M", "pack")).ShouldSucceedWithoutWarnings();
        IReadOnlyList<string> files = author.Workspace.Files("artifacts");
        PackageFile package = new(author["artifacts/package/release/M.1.0.0.nupkg"]);
        CommandResult again = await author.DotNet("M", "pack");
        (await author.DotNet("M", "clean", "-c", "Release")).ShouldSucceedWithoutWarnings();
        IReadOnlyList<string> left = author.Workspace.Files("artifacts");

        Assert.Equal(["README.md", "buildTransitive/net10.0/M.props", "lib/net10.0/_._", "modelpack/files/model.onnx", "modelpack/modelpack.json", "modelpack/provenance.intoto.json", "modelpack/sbom.cdx.json"], package.Content());
        Assert.Equal(["net10.0"], package.Dependencies.Select(dependency => dependency.Framework));
        Assert.DoesNotContain(files, file => Path.GetExtension(file) is ".dll" or ".pdb" or ".xml" or ".snupkg" or ".cs");
        Assert.Equal(["package/release/M.1.0.0.nupkg"], files.Where(file => !file.StartsWith("obj/", StringComparison.Ordinal)));
        again.ShouldSucceedWithoutWarnings().BinaryLog.ShouldNotRunTask("PackTask");
        Assert.Equal(["M/M.csproj", "M/model.onnx"], author.Workspace.Files("M").Select(file => "M/" + file));
        // What restore wrote is not for clean to remove, nor is the package.
        Assert.DoesNotContain(left, file => file.Contains("modelpack/", StringComparison.Ordinal) || Path.GetExtension(file) is ".nuspec");
        Assert.All(left, file => Assert.True(
            file.StartsWith("package/", StringComparison.Ordinal) || Path.GetFileName(file).StartsWith("M.csproj.", StringComparison.Ordinal) || Path.GetFileName(file) is "project.assets.json" or "project.nuget.cache" or "M.assets.cache", file));
    }

    [Fact]
    public async Task ASolutionBuildsPacksPublishesAndCleansCodeAndModelsTogether()
    {
        using AuthorWorkspace author = new();
        author.Write("global.json", $$"""{ "msbuild-sdks": { "ModelPack.Sdk": "{{ProductPackages.Version}}" } }""");
        author.Project("A", AuthorWorkspace.Unvalidated, sdk: "ModelPack.Sdk");
        author.Project("B", AuthorWorkspace.Unvalidated, sdk: "ModelPack.Sdk");
        author.Write("A/model.onnx", TinyModels.Add(1));
        author.Write("B/model.onnx", TinyModels.Add(2));
        author.Write("Code/Code.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        author.Write("Code/Code.cs", "namespace Code; public class Code;");
        author.Write("All.slnx", """<Solution><Project Path="A/A.csproj" /><Project Path="B/B.csproj" /><Project Path="Code/Code.csproj" /></Solution>""");

        (await author.Build(".")).ShouldSucceedWithoutWarnings();
        (await author.DotNet(".", "pack")).ShouldSucceedWithoutWarnings();
        CommandResult second = await author.DotNet(".", "pack", "--no-build");
        (await author.DotNet(".", "publish", "-p:PublishDir=published/")).ShouldSucceedWithoutWarnings();
        (await author.DotNet(".", "clean")).ShouldSucceedWithoutWarnings();

        second.ShouldSucceedWithoutWarnings().BinaryLog.ShouldNotRunTask("PackTask");
        Assert.Equal(["modelpack/files/model.onnx"], new PackageFile(author["A/bin/Release/A.1.0.0.nupkg"]).Content().Where(entry => entry.EndsWith(".onnx", StringComparison.Ordinal)));
        Assert.True(File.Exists(author["B/bin/Release/B.1.0.0.nupkg"]));
        Assert.Contains("lib/net10.0/Code.dll", new PackageFile(author["Code/bin/Release/Code.1.0.0.nupkg"]).Entries);
        Assert.Empty(author.Workspace.Files("A/published"));
        Assert.Contains("Code.dll", author.Workspace.Files("Code/published"));
        Assert.False(Directory.Exists(author["A/obj/modelpack"]));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task CentralPackageManagementWorks(bool withVersion, bool pinning)
    {
        using AuthorWorkspace author = new();
        string version = withVersion ? $"""<PackageVersion Include="ModelPack.Runtime" Version="{ProductPackages.Version}" />""" : "";
        author.Write("Directory.Packages.props", $"""
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                <CentralPackageTransitivePinningEnabled>{pinning}</CentralPackageTransitivePinningEnabled>
                <CentralPackageVersionOverrideEnabled>false</CentralPackageVersionOverrideEnabled>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>{version}</ItemGroup>
            </Project>
            """);
        author.Project("M");
        author.Write("M/model.onnx", TinyModels.Add());

        (await author.Pack("M")).ShouldSucceedWithoutWarnings().ShouldSay("validated in ONNX Runtime");

        Assert.Equal([("ModelPack.Runtime", ProductPackages.Version)], author.Package("M").Dependencies.Select(dependency => (dependency.Id, dependency.Version)));
    }

    [Fact]
    public async Task AVersionThatAToolSetsIsTheManifestsToo()
    {
        using AuthorWorkspace author = new();
        author.Write("Directory.Build.targets", """
            <Project>
              <PropertyGroup>
                <GetPackageVersionDependsOn>$(GetPackageVersionDependsOn);VersionFromGit</GetPackageVersionDependsOn>
                <GenerateNuspecDependsOn>$(GenerateNuspecDependsOn);VersionFromGit</GenerateNuspecDependsOn>
              </PropertyGroup>
              <Target Name="VersionFromGit" BeforeTargets="BeforeCompile;GetAssemblyVersion;CoreCompile">
                <PropertyGroup>
                  <Version>3.2.1-alpha.0.5</Version>
                  <PackageVersion>$(Version)</PackageVersion>
                </PropertyGroup>
              </Target>
            </Project>
            """);
        author.Project("M", AuthorWorkspace.Unvalidated);
        author.Write("M/model.onnx", TinyModels.Add());

        (await author.Pack("M")).ShouldSucceedWithoutWarnings();
        (await author.Pack("M", "--no-build")).ShouldSucceedWithoutWarnings();

        PackageFile package = author.Package("M", "3.2.1-alpha.0.5");
        Assert.Equal(("3.2.1-alpha.0.5", "3.2.1-alpha.0.5"), (package.Version, package.Manifest.Version));
    }

    [Fact]
    public async Task ALockFileHoldsInLockedMode()
    {
        using AuthorWorkspace author = new();
        author.Project("M", "<RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>");
        author.Write("M/model.onnx", TinyModels.Add());
        (await author.DotNet("M", "restore")).ShouldSucceedWithoutWarnings();

        (await author.DotNet("M", "restore", "--locked-mode")).ShouldSucceedWithoutWarnings();
        (await author.Pack("M", "--no-restore")).ShouldSucceedWithoutWarnings();

        Assert.True(File.Exists(author["M/packages.lock.json"]));
        Assert.Equal(["model.onnx"], author.Package("M").Files());
    }
}
