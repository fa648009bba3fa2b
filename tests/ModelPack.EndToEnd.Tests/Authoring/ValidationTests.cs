using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Authoring;

/// <summary>A model that fails in ONNX Runtime is not packed, and the former package stays.</summary>
public sealed class ValidationTests : IDisposable
{
    private readonly AuthorWorkspace author = new();

    [Fact]
    public async Task AnOutputThatIsNotTheGoldenOneStopsThePack()
    {
        author.Project("M");
        author.Write("M/model.onnx", TinyModels.Add(1));
        author.Write("M/samples/good.json", """{ "inputs": { "x": [[1, 2]] }, "outputs": { "y": [[2, 3]] } }""");
        author.Write("M/samples/wrong.json", """{ "inputs": { "x": [[1, 2]] }, "outputs": { "y": [[2, 3.5]] } }""");

        CommandResult pack = await FailingPack();

        Assert.Contains("wrong.json", pack.ShouldFailOnlyWith("MP2040"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AModelThatNeverEndsStopsThePackAfterTheTimeLimit()
    {
        author.Project("M", "<ModelPackValidationTimeout>2</ModelPackValidationTimeout>");
        author.Write("M/model.onnx", TinyModels.EndlessLoop());

        CommandResult pack = await FailingPack();

        Assert.Contains("ModelPackValidationTimeout", pack.ShouldFailOnlyWith("MP2043"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AModelWithAnUnknownOperatorStopsThePackUnlessValidationIsOff()
    {
        author.Project("M");
        author.Write("M/model.onnx", new OnnxBuilder(new GraphBuilder("g")
            .Node("NoSuchOperator", ["x"], ["y"])
            .Input("x", OnnxTypes.Float, [1])
            .Output("y", OnnxTypes.Float, [1])).Build());

        CommandResult pack = await FailingPack();
        author.Project("M", AuthorWorkspace.Unvalidated);
        CommandResult off = await author.Pack("M");

        Assert.Contains("NoSuchOperator", pack.ShouldFailOnlyWith("MP2033"), StringComparison.Ordinal);
        off.ShouldSucceedWithoutWarnings();
        Assert.Equal([ModelValidationOutcomes.NotValidated], author.Package("M").Manifest.Models[0].Validations!.Select(validation => validation.Outcome));
    }

    [Fact]
    public async Task AVersionOfOnnxRuntimeThatIsNotToBeHadIsSaidByItsName()
    {
        author.Project("M", "<ModelPackOnnxRuntimeVersion>0.0.1</ModelPackOnnxRuntimeVersion>");
        author.Write("M/model.onnx", TinyModels.Add());

        CommandResult pack = await FailingPack();

        pack.ShouldFail().ShouldSay("Microsoft.ML.OnnxRuntime").ShouldSay("0.0.1");
    }

    [Fact]
    public async Task ALimitThatIsNoNumberIsSaidByItsName()
    {
        author.Project("M", "<ModelPackValidationTimeout>soon</ModelPackValidationTimeout>");
        author.Write("M/model.onnx", TinyModels.Add());

        CommandResult pack = await FailingPack();

        Assert.Contains("ModelPackValidationTimeout", pack.ShouldFailOnlyWith("MP1009"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AVersionOfOnnxRuntimeThatIsNoVersionIsSaidByThePropertysName()
    {
        author.Project("M", "<ModelPackOnnxRuntimeVersion>1.31.1;latest</ModelPackOnnxRuntimeVersion>");
        author.Write("M/model.onnx", TinyModels.Add());

        CommandResult pack = await FailingPack();

        Assert.Contains("ModelPackOnnxRuntimeVersion is '1.31.1;latest'", pack.ShouldFailOnlyWith("MP1009"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnExecutionProviderThatTheBuildDoesNotRunIsNotCalledValidated()
    {
        author.Project("M", "<ModelPackExecutionProviders>Cuda</ModelPackExecutionProviders>");
        author.Write("M/model.onnx", TinyModels.Add());

        CommandResult pack = await author.Pack("M");

        Assert.DoesNotContain("validated in ONNX Runtime", pack.ShouldSucceedWithoutWarnings().Output, StringComparison.Ordinal);
        Assert.Equal([ModelValidationOutcomes.NotValidated], author.Package("M").Manifest.Models[0].Validations!.Select(validation => validation.Outcome));
    }

    public void Dispose() => author.Dispose();

    private async Task<CommandResult> FailingPack()
    {
        author.Write("out/M.1.0.0.nupkg", "former");
        CommandResult pack = await author.Pack("M");
        Assert.Equal(["M.1.0.0.nupkg"], author.Workspace.Files("out"));
        Assert.Equal("former", await File.ReadAllTextAsync(author["out/M.1.0.0.nupkg"], TestContext.Current.CancellationToken));
        return pack;
    }
}
