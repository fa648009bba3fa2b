using System.Text.Json;
using ModelPack.EndToEnd.Tests.Authoring;
using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Tool;

/// <summary><c>dotnet modelpack validate</c> on files and folders.</summary>
public sealed class ValidateTests(InstalledTool tool) : IDisposable
{
    private readonly ToolWorkspace workspace = new(tool);

    [Fact]
    public async Task AModelWithItsSamplesMatches()
    {
        workspace.Write("m/model.onnx", TinyModels.Add());
        workspace.Write("m/samples/right.json", """{ "inputs": { "x": [[1, 2]] }, "outputs": { "y": [[2, 3]] } }""");
        IReadOnlyList<string> before = workspace.Workspace.Files("m");

        CommandResult text = await workspace.Run("validate", "m/model.onnx");
        JsonElement json = ToolWorkspace.Json((await workspace.RunIn("m", "validate", ".", "--json")).ShouldSucceed());

        Assert.Equal("model.onnx: matches in ONNX Runtime 1.31.1 (Cpu): 1 golden sample, largest error 0\n", text.ShouldSucceed().Output);
        Assert.True(json.GetProperty("valid").GetBoolean());
        Assert.Equal("matches", json.GetProperty("models")[0].GetProperty("runs")[0].GetProperty("outcome").GetString());
        Assert.Equal(before, workspace.Workspace.Files("m"));
    }

    [Fact]
    public async Task AnOutputThatIsNotTheGoldenOneIsExitCodeOne()
    {
        workspace.Write("model.onnx", TinyModels.Add());
        workspace.Write("samples/wrong.json", """{ "inputs": { "x": [[1, 2]] }, "outputs": { "y": [[2, 3.5]] } }""");

        CommandResult result = await workspace.Run("validate", "model.onnx");
        CommandResult json = await workspace.Run("validate", "model.onnx", "--json");

        Assert.Equal((1, 1), (result.ExitCode, json.ExitCode));
        Assert.Contains("wrong.json", result.ShouldFailOnlyWith("MP2040"), StringComparison.Ordinal);
        Assert.Equal("MP2040", ToolWorkspace.Json(json).GetProperty("problems")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("realistic/mnist.onnx", "runs in")]
    [InlineData("ort-format/mnist.basic.ort", "runs in")]
    [InlineData("conformance/node/test_add_uint64", "matches in")]
    [InlineData("packages/phi3-v", "structure checked")]
    [InlineData("tokenizers/llama2", "structure checked")]
    public async Task RealFilesAreValid(string path, string says) => (await workspace.Run("validate", TestData.Get(path))).ShouldSucceedWithoutWarnings().ShouldSay(says);

    [Theory]
    [InlineData("native-risk/int64-min-div-minus1.onnx", "MP2041")]
    [InlineData("resource/loop-endless-trip.onnx", "MP2043")]
    [InlineData("resource/constfold-6gb.onnx", "MP2044")]
    [InlineData("resource/functions-billion-laughs-30.onnx", "MP2050")]
    [InlineData("external-data/path-traversal/test_arbitrary_external_file.onnx", "MP1041")]
    [InlineData("malformed/git-lfs-pointer.onnx", "MP2002")]
    public async Task HostileModelsAreOneErrorEach(string path, string code)
    {
        CommandResult result = await workspace.Run("validate", TestData.Get(path), "--timeout", "5", "--memory", "500MiB");

        Assert.Equal(1, result.ExitCode);
        result.ShouldFailOnlyWith(code);
    }

    [Fact]
    public async Task AWrongValueIsExitCodeTwoAndARuntimeThatNobodyHasIsOne()
    {
        workspace.Write("model.onnx", TinyModels.Add());

        CommandResult wrong = await workspace.Run("validate", "model.onnx", "--memory", "lots");
        CommandResult missing = await workspace.Run("validate", "model.onnx", "--onnxruntime", "0.0.1", "--source", workspace.Workspace.Feed.Folder);

        wrong.ShouldSay("error MP5102: --memory lots");
        missing.ShouldSay("Microsoft.ML.OnnxRuntime");
        Assert.Equal((2, 1), (wrong.ExitCode, missing.ExitCode));
    }

    [Fact]
    public async Task SeveralRuntimesAreALineEach()
    {
        workspace.Write("model.onnx", TinyModels.Add());

        CommandResult result = await workspace.Run("validate", "model.onnx", "--onnxruntime", "1.30.0", "--onnxruntime", "1.31.1");

        result.ShouldSucceedWithoutWarnings().ShouldSay("runs in ONNX Runtime 1.30.0").ShouldSay("runs in ONNX Runtime 1.31.1");
    }

    [Fact]
    public async Task AModelProjectIsBuiltAndItsProofsAreShown()
    {
        workspace.Author.Project("M");
        workspace.Write("M/model.onnx", TinyModels.Add());
        CommandResult right = await workspace.Run("validate", "M");
        workspace.Write("M/model.onnx", "no model");
        CommandResult wrong = await workspace.Run("validate", "M/M.csproj");

        right.ShouldSucceed().ShouldSay("model.onnx: runs in ONNX Runtime 1.31.1 (Cpu)");
        Assert.Equal(1, wrong.ExitCode);
        wrong.ShouldFail("MP5101");
    }

    [Fact]
    public async Task CtrlCEndsItAtOnceAndNothingStays()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal to send.");
        workspace.Workspace.Commands.Environment["MODELPACK_STORE"] = workspace["store"];
        workspace.Write("model.onnx", TinyModels.EndlessLoop());
        await using RunningCommand running = await workspace.Start("validate", "model.onnx");
        while (!Directory.Exists(workspace["store/work"]) || !Directory.EnumerateDirectories(workspace["store/work"]).Any())
        {
            await Task.Yield();
        }

        running.Interrupt();
        string output = await running.WaitForExit();

        Assert.DoesNotContain("MP2043", output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(workspace["store/work"]));
    }

    public void Dispose() => workspace.Dispose();
}
