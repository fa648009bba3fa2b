using ModelPack.EndToEnd.Tests.Authoring;

namespace ModelPack.EndToEnd.Tests.Payloads;

/// <summary>The ways in which people pack.</summary>
public sealed class CommandTests : IDisposable
{
    private const string Bin = "M/bin/Release";

    private readonly PayloadWorkspace work = new();

    [Fact]
    public async Task WithoutBuildingTheLastBuildIsPacked()
    {
        (await work.Author.Build("M", "-c", "Release")).ShouldSucceedWithoutWarnings();
        Assert.Empty(work.Author.Workspace.Files(Bin));

        (await work.Pack("--no-build")).ShouldSucceedWithoutWarnings();
        CommandResult second = await work.Pack("--no-build");
        work.Model([9, 9, 9, 9]);

        second.ShouldSucceedWithoutWarnings().BinaryLog.ShouldNotRunTask("PackTask");
        work.ShouldBeWhole();
        (await work.Pack("--no-build")).ShouldFailOnlyWith("MP4002");
    }

    [Fact]
    public async Task PayloadsLieBesideThePackageWhereverThatIs()
    {
        (await work.Author.DotNet("M", "pack")).ShouldSucceedWithoutWarnings();
        (await work.Author.DotNet("M", "pack", "-p:PackageOutputPath=../packed")).ShouldSucceedWithoutWarnings();

        Assert.Contains("Contoso.Layers.1.0.0.nupkg", work.Author.Workspace.Files(Bin));
        Assert.True(work.Author.Workspace.Files(Bin).Count > 1);
        Assert.Equal(work.Author.Workspace.Files(Bin), work.Author.Workspace.Files("packed"));
    }

    [Fact]
    public async Task ABuildThatPacksPacksPayloads()
    {
        work.Project(AuthorWorkspace.Unvalidated + "<GeneratePackageOnBuild>true</GeneratePackageOnBuild>");

        (await work.Author.Build("M", "-c", "Release", $"-p:PackageOutputPath={work.Author["out"]}")).ShouldSucceedWithoutWarnings();
        CommandResult second = await work.Author.Build("M", "-c", "Release", $"-p:PackageOutputPath={work.Author["out"]}");

        second.ShouldSucceedWithoutWarnings().BinaryLog.ShouldNotRunTask("PackTask");
        work.ShouldBeWhole();
    }

    [Fact]
    public async Task ADesignTimeBuildWritesNothing()
    {
        (await work.Author.DotNet("M", "restore")).ShouldSucceed();

        CommandResult build = await work.Author.DotNet("M", "msbuild", "-t:Build;ModelPackWritePayloads", "-p:DesignTimeBuild=true", $"-p:PackageOutputPath={work.Author["out"]}");

        build.ShouldSucceed().BinaryLog.ShouldNotRunTask("PreparePackage");
        Assert.Empty(work.Payloads);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CentralVersionsAndLockFilesAreNoMatter(bool transitivePinning)
    {
        work.Author.Write("Directory.Packages.props", $"<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally><CentralPackageTransitivePinningEnabled>{transitivePinning}</CentralPackageTransitivePinningEnabled></PropertyGroup></Project>");
        work.Project(AuthorWorkspace.Unvalidated + "<RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>");

        (await work.Pack()).ShouldSucceedWithoutWarnings();
        string lockFile = await File.ReadAllTextAsync(work.Author["M/packages.lock.json"], TestContext.Current.CancellationToken);
        work.Model([9, 8, 7, 6, 5]);
        (await work.Pack("-p:RestoreLockedMode=true")).ShouldSucceedWithoutWarnings();

        work.ShouldBeWhole();
        Assert.DoesNotContain("Payload", lockFile, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyFrameworksThatGetTheModelDependOnItsPayloads()
    {
        work.Author.Write("Code/Contoso.Code.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Sdk Name="ModelPack.Sdk" Version="{ProductPackages.Version}" />
              <PropertyGroup>
                <TargetFrameworks>net10.0;net8.0</TargetFrameworks><IncludeSymbols>true</IncludeSymbols><SymbolPackageFormat>snupkg</SymbolPackageFormat>
                {PayloadWorkspace.Limits}{AuthorWorkspace.Unvalidated}
              </PropertyGroup>
            </Project>
            """);
        work.Author.Write("Code/Code.cs", "namespace Contoso; public class Code;");
        work.Model(PayloadWorkspace.Seeds, "Code/model");

        CommandResult pack = await work.Author.Pack("Code");

        Assert.Single(pack.ShouldSucceedWithoutWarnings().BinaryLog.Tasks, "PreparePackage");
        PackageFile package = work.Author.Package("Contoso.Code");
        Assert.Equal(["net10.0"], package.Dependencies.Select(dependency => dependency.Framework).Distinct());
        Assert.Equal(package.Manifest.Payloads!.Count, PayloadWorkspace.Dependencies(package).Count);
        Assert.True(File.Exists(work.Author["out/Contoso.Code.1.0.0.snupkg"]));
    }

    [Fact]
    public async Task WhatKeepsDependenciesOutOfThePackageIsOneError()
    {
        string error = (await work.Pack("-p:SuppressDependenciesWhenPacking=true")).ShouldFailOnlyWith("MP4005");

        Assert.Contains("SuppressDependenciesWhenPacking", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Contoso.Layers.1.0.0.nupkg", work.Author.Workspace.Files("out"));
    }

    [Fact]
    public async Task AProjectReferenceGetsTheAuthorsFilesAsTheyLie()
    {
        work.Author.Write("app/app.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><ProjectReference Include="../M/{PayloadWorkspace.Id}.csproj" /></ItemGroup>
            </Project>
            """);
        work.Author.Write("app/app.cs", "System.Console.WriteLine();");

        (await work.Author.Build("app")).ShouldSucceedWithoutWarnings();

        string models = $"app/bin/Debug/net10.0/models/{PayloadWorkspace.Id}";
        Assert.Equal(["model.onnx", "modelpack.json", "prompts/system.md"], work.Author.Workspace.Files(models));
        Assert.Equal(await File.ReadAllBytesAsync(work.Author["M/model.onnx"], TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(work.Author[$"{models}/model.onnx"], TestContext.Current.CancellationToken));
    }

    public void Dispose() => work.Dispose();
}
