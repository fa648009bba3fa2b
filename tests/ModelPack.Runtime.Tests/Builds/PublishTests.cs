namespace ModelPack.Runtime.Tests.Builds;

public sealed class PublishTests : IDisposable
{
    private readonly ServiceWorkspace service = new();

    [Fact]
    public async Task ASecondPublishAfterUpgradeAndRollbackBringsTheRightBytes()
    {
        string[] publish = ["publish", "-o", service.Workspace["out"]];
        (await service.DotNet("app", publish)).ShouldSucceedWithoutWarnings();
        Assert.Equal("Contoso.Sentiment=Contoso.Sentiment 1.0.0 1 wrong:0", await RunPublished());

        service.Service(ServiceWorkspace.Reference("1.1.0"));
        (await service.DotNet("app", publish)).ShouldSucceedWithoutWarnings();
        Assert.Equal("Contoso.Sentiment=Contoso.Sentiment 1.1.0 2 wrong:0", await RunPublished());
        Assert.Equal(["Contoso.Sentiment/modelpack.json", "Contoso.Sentiment/sub/model.onnx", "Contoso.Sentiment/vocab.txt"], service.Workspace.Files("out/models"));

        service.Service(ServiceWorkspace.Reference("1.0.0"));
        (await service.DotNet("app", publish)).ShouldSucceedWithoutWarnings();
        Assert.Equal("Contoso.Sentiment=Contoso.Sentiment 1.0.0 1 wrong:0", await RunPublished());
    }

    [Fact]
    public async Task PublishWithoutBuildReplacesOldWeights()
    {
        (await service.DotNet("app", "publish", "-o", service.Workspace["out"])).ShouldSucceed();
        service.Service(ServiceWorkspace.Reference("1.1.0"));
        (await service.Build("app", "-c", "Release")).ShouldSucceed();

        (await service.DotNet("app", "publish", "--no-build", "-o", service.Workspace["out"])).ShouldSucceedWithoutWarnings();

        Assert.Equal("Contoso.Sentiment=Contoso.Sentiment 1.1.0 2 wrong:0", await RunPublished());
    }

    [Fact]
    public async Task ASingleFileProgramHasItsModelsBesideIt()
    {
        (await service.DotNet("app", "publish", "-o", service.Workspace["out"], "--use-current-runtime", "--no-self-contained", "-p:PublishSingleFile=true")).ShouldSucceedWithoutWarnings();

        CommandResult run = await service.Workspace.Commands.Run("out", service.Workspace[OperatingSystem.IsWindows() ? "out/app.exe" : "out/app"]);

        Assert.Equal("Contoso.Sentiment=Contoso.Sentiment 1.0.0 1 wrong:0", run.ShouldSucceed().Output.Trim());
        Assert.Equal(4, service.Workspace.Files("out/models").Count);
    }

    [Fact]
    public async Task PublishedFilesAreFilesOfTheirOwn()
    {
        (await service.DotNet("app", "publish", "-o", service.Workspace["out"])).ShouldSucceed();
        string published = service.Workspace["out/models/Contoso.Sentiment/sub/model.onnx"];

        await File.WriteAllTextAsync(published, "written through", TestContext.Current.CancellationToken);

        Assert.Equal(ServiceWorkspace.FirstWeights, await File.ReadAllBytesAsync(Path.Combine(service.Workspace.PackagesFolder, "contoso.sentiment", "1.0.0", "modelpack", "files", "sub", "model.onnx"), TestContext.Current.CancellationToken));
    }

    public void Dispose() => service.Dispose();

    private Task<string> RunPublished() => service.Run(service.Workspace["out/app.dll"]);
}
