using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Proving;

/// <summary>From a sample with inputs only to a proof in several runtimes, with the stock commands.</summary>
public sealed class SamplesTests
{
    [Fact]
    public async Task OutputsAreRecordedByTheModelAndProvedInEveryRuntime()
    {
        using Workspace workspace = new();
        WriteProject(workspace, "");
        workspace.Write("m/model.onnx", TinyModels.Add());
        string sample = workspace.Write("m/samples/one.json", "{\n  \"inputs\": { \"x\": [[1, 2]] }\n}\n");

        CommandResult build = await workspace.DotNet.Run("m", "build");
        CommandResult record = await workspace.DotNet.Run("m", "build", "-t:ModelPackRecordSamples");
        string recorded = await File.ReadAllTextAsync(sample, TestContext.Current.CancellationToken);
        CommandResult again = await workspace.DotNet.Run("m", "build", "-t:ModelPackRecordSamples");
        CommandResult pack = await workspace.DotNet.Run("m", "pack", "-o", workspace.Feed.Folder);

        build.ShouldSucceedWithoutWarnings().ShouldSay("1 sample run with nothing to compare");
        record.ShouldSucceedWithoutWarnings().ShouldSay("recorded the outputs of 1 sample: samples/one.json");
        Assert.Equal("{\n  \"inputs\": { \"x\": [[1, 2]] },\n  \"outputs\": { \"y\": [[2, 3]] }\n}\n", recorded);
        again.ShouldSucceedWithoutWarnings().ShouldSay("nothing to record");
        pack.ShouldSucceedWithoutWarnings().ShouldSay("1 golden sample reproduced");
        Assert.Equal(
            ["1.30.0 Cpu matches", "1.30.0 Cuda not validated", "1.31.1 Cpu matches", "1.31.1 Cuda not validated"],
            Assert.Single(workspace.Feed.Open("Contoso.Model", "1.0.0").Manifest.Models).Validations!.Select(proof => $"{proof.Runtime} {proof.ExecutionProvider} {proof.Outcome}"));
    }

    [Fact]
    public async Task ALibraryOfOperatorsIsLookedForBesideTheProject()
    {
        using Workspace workspace = new();
        WriteProject(workspace, "<ModelPackCustomOps>native/ops.so</ModelPackCustomOps>");
        workspace.Write("m/model.onnx", TinyModels.Add());

        CommandResult build = await workspace.DotNet.Run("m", "build");

        build.ShouldFailOnlyWith("MP2047");
        build.ShouldSay(workspace["m/native/ops.so"]);
    }

    private static void WriteProject(Workspace workspace, string properties) => workspace.Write("m/Contoso.Model.csproj", $"""
        <Project Sdk="ModelPack.Sdk/{ProductPackages.Version}">
          <PropertyGroup>
            <PackageId>Contoso.Model</PackageId>
            <Authors>Test</Authors>
            <ModelPackOnnxRuntimeVersion>1.30.0;1.31.1</ModelPackOnnxRuntimeVersion>
            <ModelPackExecutionProviders>Cpu;Cuda</ModelPackExecutionProviders>
            {properties}
          </PropertyGroup>
        </Project>

        """);
}
