using ModelPack.EndToEnd.Tests.Consuming;

namespace ModelPack.EndToEnd.Tests.InnerLoop;

/// <summary>What the author changes, the service has at its next build, without a package.</summary>
public sealed class EditTests
{
    [Theory]
    [InlineData(SolutionWorkspace.ToModel)]
    [InlineData(SolutionWorkspace.ToLibrary)]
    public async Task AnEditReachesTheServiceAtTheNextBuild(string reference)
    {
        using SolutionWorkspace solution = await SolutionWorkspace.Create(reference);
        (await solution.Consumer.DotNet(".", "build", "All.slnx", "-m")).ShouldSucceedWithoutWarnings();
        await solution.ShouldHoldTheAuthorsFiles();
        string first = solution.Manifest().Digest;

        solution.Train(2, keepTime: true);
        BinaryLog second = (await solution.Consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings().BinaryLog;

        await solution.ShouldHoldTheAuthorsFiles();
        Assert.NotEqual(first, solution.Manifest().Digest);
        Assert.Single(second.Tasks, task => task == "BuildModel");

        solution.Train(3);
        solution.Workspace.Write("model/labels.txt", "new");
        BinaryLog third = (await solution.Consumer.DotNet(".", "build", "All.slnx", "-m")).ShouldSucceedWithoutWarnings().BinaryLog;

        Assert.Single(third.Tasks, task => task == "BuildModel");
        Assert.True(File.Exists(solution.Workspace[SolutionWorkspace.Models + "/labels.txt"]));
        File.Delete(solution.Workspace["model/labels.txt"]);
        (await solution.Consumer.DotNet("app", "build", "--no-restore")).ShouldSucceedWithoutWarnings();
        await solution.ShouldHoldTheAuthorsFiles();
        Assert.Equal([$"{PackedModels.Sentiment}: {PackedModels.Sentiment} 2.0.0 ({solution.Manifest().Digest}) right"], await solution.Consumer.Run(SolutionWorkspace.Bin + "/app.dll"));
    }

    [Fact]
    public async Task ATrainingRunThatWritesInPlaceDoesNotChangeWhatWasBuilt()
    {
        using SolutionWorkspace solution = await SolutionWorkspace.Create();
        (await solution.Consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings();
        string weights = solution.Workspace[SolutionWorkspace.Models + "/weights.bin"];
        byte[] built = await File.ReadAllBytesAsync(weights, TestContext.Current.CancellationToken);

        solution.Train(2);

        Assert.Equal(built, await File.ReadAllBytesAsync(weights, TestContext.Current.CancellationToken));
        Assert.Equal(1, await solution.Consumer.LinkCount("model/weights.bin"));
    }

    [Fact]
    public async Task ASecondBuildOfTheSolutionDoesNothing()
    {
        using SolutionWorkspace solution = await SolutionWorkspace.Create();
        (await solution.Consumer.DotNet(".", "build", "All.slnx", "-m")).ShouldSucceedWithoutWarnings();
        string[] states = await solution.Consumer.States(SolutionWorkspace.Models);

        BinaryLog second = (await solution.Consumer.DotNet(".", "build", "All.slnx", "-m")).ShouldSucceedWithoutWarnings().BinaryLog;

        second.ShouldNotRunTask("Csc").ShouldRunTask("MaterializeModels");
        Assert.Equal(states, await solution.Consumer.States(SolutionWorkspace.Models));
    }

    [Fact]
    public async Task AnErrorInTheModelIsTheErrorOfTheServicesBuild()
    {
        using SolutionWorkspace solution = await SolutionWorkspace.Create();
        (await solution.Consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings();
        solution.Workspace.Write("model/head/head.onnx", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n");

        CommandResult result = await solution.Consumer.DotNet("app", "build");

        result.ShouldFail();
        Assert.StartsWith("MP2", Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.Contains("head.onnx", result.Errors[0], StringComparison.Ordinal);
        solution.Train(4);
        (await solution.Consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings();
        await solution.ShouldHoldTheAuthorsFiles();
    }
}
