using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Authoring;

/// <summary>What the second run does: nothing that the first one did, and all that changed since.</summary>
public sealed class IncrementalTests : IDisposable
{
    private const string Validated = "validated in ONNX Runtime";

    private readonly AuthorWorkspace author = new();

    public IncrementalTests()
    {
        author.Project("M");
        author.Write("M/model.onnx", TinyModels.Add(1));
        author.Write("M/prompts/system.md", "Be kind.");
        author.Write("M/labels.txt", "yes\nno\n");
    }

    [Fact]
    public async Task ASecondPackDoesNothingAndLeavesThePackage()
    {
        (await author.Pack("M")).ShouldSucceedWithoutWarnings().ShouldSay(Validated);
        DateTime written = File.GetLastWriteTimeUtc(author.Package("M").Path);

        CommandResult second = await author.Pack("M");

        BinaryLog log = second.ShouldSucceedWithoutWarnings().BinaryLog.ShouldNotRunTask("PackTask").ShouldNotRunTask("Csc");
        Assert.Contains("ModelPack: [output] UpToDate=True", log.Messages);
        Assert.DoesNotContain(Validated, second.Output, StringComparison.Ordinal);
        Assert.Equal(written, File.GetLastWriteTimeUtc(author.Package("M").Path));
    }

    [Fact]
    public async Task AChangedPromptIsPackedAndTheModelIsNotValidatedAgain()
    {
        (await author.Pack("M")).ShouldSucceed();
        string digest = author.Package("M").Manifest.Digest;
        author.Write("M/prompts/system.md", "Be quick");

        CommandResult pack = await author.Pack("M");

        pack.ShouldSucceedWithoutWarnings();
        Assert.DoesNotContain(Validated, pack.Output, StringComparison.Ordinal);
        PackageFile package = author.Package("M");
        Assert.Equal("Be quick", package.ReadText("modelpack/files/prompts/system.md"));
        Assert.NotEqual(digest, package.Manifest.Digest);
        Assert.Equal([ModelValidationOutcomes.Runs], package.Manifest.Models[0].Validations!.Select(validation => validation.Outcome));
    }

    [Fact]
    public async Task FilesThatComeAndGoComeAndGoInThePackage()
    {
        (await author.Pack("M")).ShouldSucceed();
        File.Delete(author["M/labels.txt"]);
        File.Delete(author["M/prompts/system.md"]);
        author.Write("M/prompts/system.md/a.md", "A folder now.");

        (await author.Pack("M")).ShouldSucceedWithoutWarnings();
        Assert.Equal(["model.onnx", "prompts/system.md/a.md"], author.Package("M").Files());

        Directory.Delete(author["M/prompts/system.md"], recursive: true);
        author.Write("M/prompts/system.md", "A file again.");
        (await author.Pack("M")).ShouldSucceedWithoutWarnings();

        Assert.Equal(["model.onnx", "prompts/system.md"], author.Package("M").Files());
        Assert.Equal("A file again.", author.Package("M").ReadText("modelpack/files/prompts/system.md"));
    }

    [Fact]
    public async Task AModelOfEqualSizeAndTimeIsSeen()
    {
        (await author.Pack("M")).ShouldSucceed();
        DateTime time = File.GetLastWriteTimeUtc(author["M/model.onnx"]);
        author.Write("M/model.onnx", TinyModels.Add(2));
        File.SetLastWriteTimeUtc(author["M/model.onnx"], time);

        (await author.Pack("M")).ShouldSucceedWithoutWarnings().ShouldSay(Validated);

        Assert.Equal(TinyModels.Add(2), author.Package("M").ReadBytes("modelpack/files/model.onnx"));
    }

    [Fact]
    public async Task APackageThatSomethingElseWroteIsReplaced()
    {
        (await author.Pack("M")).ShouldSucceed();
        string sha256 = author.Package("M").Sha256;
        author.Write("out/M.1.0.0.nupkg", "from another clone, and newer");

        (await author.Pack("M")).ShouldSucceedWithoutWarnings();

        Assert.Equal(sha256, author.Package("M").Sha256);
    }

    [Fact]
    public async Task AChangedPropertyReachesThePackage()
    {
        (await author.Pack("M")).ShouldSucceed();
        author.Project("M", "<ModelPackLimitations>English only</ModelPackLimitations>", """<ModelConfig Update="labels.txt" Materialize="false" />""");

        CommandResult pack = await author.Pack("M");

        pack.ShouldSucceedWithoutWarnings();
        Assert.DoesNotContain(Validated, pack.Output, StringComparison.Ordinal);
        Assert.Equal("English only", author.Package("M").Manifest.Limitations);
        Assert.False(author.Package("M").Manifest.Files.Single(file => file.Path == "labels.txt").Materialize);
    }

    [Fact]
    public async Task AFailureIsRepeatedUntilItsCauseIsGone()
    {
        author.Write("M/model.onnx", "text");
        CommandResult first = await author.Build("M");
        CommandResult second = await author.Build("M");
        author.Write("M/model.onnx", TinyModels.Add());
        CommandResult third = await author.Build("M");

        Assert.Equal(first.ShouldFailOnlyWith("MP2004"), second.ShouldFailOnlyWith("MP2004"));
        third.ShouldSucceedWithoutWarnings().ShouldSay(Validated);
    }

    [Fact]
    public async Task ADesignTimeBuildDoesNothing()
    {
        (await author.DotNet("M", "restore")).ShouldSucceed();

        CommandResult result = await author.DotNet("M", "msbuild", "-t:ResolveReferences;Compile;GetTargetFrameworks", "-p:DesignTimeBuild=true", "-p:BuildingProject=false", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true");
        CommandResult build = await author.DotNet("M", "msbuild", "-t:Build", "-p:DesignTimeBuild=true");

        result.ShouldSucceedWithoutWarnings().BinaryLog.ShouldNotRunTask("BuildModel");
        build.ShouldSucceedWithoutWarnings().BinaryLog.ShouldNotRunTask("BuildModel");
        Assert.False(Directory.Exists(author["M/obj/modelpack"]));
    }

    public void Dispose() => author.Dispose();
}
