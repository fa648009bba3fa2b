using System.CommandLine;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds;
using ModelPack.Testing.Onnx;
using ModelPack.Tool.Commands;
using ModelPack.Tool.Commands.Validate;
using ModelPack.Tool.Output;
using ModelPack.Tool.Targets;

namespace ModelPack.Tool.Tests.Validate;

/// <summary>Files and folders are validated where they lie.</summary>
public sealed class ValidationTests : IDisposable
{
    private const string Right = """{ "inputs": { "x": [[1, 2]] }, "outputs": { "y": [[2, 3]] } }""";
    private const string Wrong = """{ "inputs": { "x": [[1, 2]] }, "outputs": { "y": [[2, 3.5]] } }""";

    private readonly TempFolder folder = new();

    [Fact]
    public async Task AFileIsRunOnAMadeUpInput()
    {
        ValidateDocument document = await Validate(folder.Write("model.onnx", TinyModels.Add()));

        ValidatedModelDocument model = Assert.Single(document.Models);
        Assert.True(document.Valid);
        Assert.Equal(("model.onnx", "onnx", ModelValidationOutcomes.Runs), (model.File, model.Format, Assert.Single(model.Runs).Outcome));
        Assert.Equal(["model.onnx: runs in ONNX Runtime 1.31.1 (Cpu): a made-up input, nothing to compare"], ValidateLines.Of(document));
    }

    [Fact]
    public async Task SamplesBesideAFileAreCompared()
    {
        folder.Write("samples/right.json", Right);
        ValidateDocument document = await Validate(folder.Write("model.onnx", TinyModels.Add()));

        Assert.Equal(["model.onnx: matches in ONNX Runtime 1.31.1 (Cpu): 1 golden sample, largest error 0"], ValidateLines.Of(document));
    }

    [Fact]
    public async Task SamplesOfAnotherFolderTakeTheirPlace()
    {
        folder.Write("samples/right.json", Right);
        folder.Write("others/any name: yes/wrong.json", Wrong);
        ValidateDocument document = await Validate(folder.Write("model.onnx", TinyModels.Add()), "--samples", folder["others"]);

        Assert.False(document.Valid);
        Assert.Equal(("MP2040", folder["others/any name: yes/wrong.json"]), (Assert.Single(document.Problems).Code, document.Problems[0].File));
        Assert.Equal(["model.onnx: fails in ONNX Runtime 1.31.1 (Cpu): MP2040"], ValidateLines.Of(document));
    }

    [Fact]
    public async Task AModelThatFailsDoesNotKeepTheOthersFromBeingRun()
    {
        folder.Write("a/model.onnx", TinyModels.Add());
        folder.Write("b/model.onnx", "no model");
        folder.Write("c/model.onnx", TinyModels.StringIdentity());
        folder.Write("tokenizer.json", "{");
        folder.Write("labels.txt", "yes\nno\n");
        ValidateDocument document = await Validate(folder.Path);

        Assert.Equal([("a/model.onnx", true, 1), ("b/model.onnx", false, 0), ("c/model.onnx", true, 1)], document.Models.Select(model => (model.File, model.Valid, model.Runs.Count)));
        Assert.Equal(["labels.txt"], document.OtherFiles);
        Assert.Equal([folder["b/model.onnx"], folder["tokenizer.json"]], document.Problems.Select(problem => problem.File).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task OneOfSeveralIsValidatedWithItsOwnSamples()
    {
        folder.Write("a/model.onnx", TinyModels.Add());
        folder.Write("a/test_data_set_0/input_0.pb", "broken");
        folder.Write("b/model.onnx", TinyModels.Add());
        folder.Write("b/model2.onnx", "no model");
        ValidateDocument document = await Validate(folder.Path, "--model", "b/model.onnx");

        Assert.True(document.Valid);
        Assert.Equal(["b/model.onnx"], document.Models.Select(model => model.File));
    }

    [Fact]
    public async Task ExternalDataIsNoModelOfItsOwn()
    {
        ExternalModel model = TinyModels.MatMul();
        folder.Write("model.onnx", model.Model);
        foreach ((string name, byte[] content) in model.Files)
        {
            folder.Write(name, content);
        }

        ValidateDocument document = await Validate(folder.Path);

        Assert.True(document.Valid);
        Assert.Equal(["model.onnx"], document.Models.Select(found => found.File));
        Assert.Empty(document.OtherFiles);
    }

    [Fact]
    public async Task ExternalDataThatIsCutShortIsOneErrorOfItsModel()
    {
        ExternalModel model = TinyModels.MatMul();
        folder.Write("model.onnx", model.Model);
        foreach ((string name, byte[] content) in model.Files)
        {
            folder.Write(name, content[..^1]);
        }

        ValidateDocument document = await Validate(folder["model.onnx"]);

        Assert.Equal(["model.onnx: fails: MP1044"], ValidateLines.Of(document));
        Assert.All(document.Problems, problem => Assert.Equal("MP1044", problem.Code));
    }

    [Fact]
    public async Task NothingIsWrittenAndNothingStays()
    {
        folder.Write("samples/wrong.json", Wrong);
        string model = folder.Write("model.onnx", TinyModels.Add());
        string[] before = [.. Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        await Validate(model);
        await Validate(folder.Path);

        Assert.Equal(before, Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(Environment.GetEnvironmentVariable("MODELPACK_STORE")!, "work"), $"*.{Environment.ProcessId}.work"));
    }

    [Theory]
    [InlineData("notes.txt", "MP5100")]
    [InlineData("genai_config.json", "MP5100")]
    [InlineData("nothing", "MP5100")]
    public async Task WhatIsNoModelIsSaid(string name, string code)
    {
        folder.Write("notes.txt", "text");
        folder.Write("genai_config.json", "{}");

        Assert.Equal(code, (await Assert.ThrowsAsync<ModelPackException>(() => Validate(folder[name]))).Problem.Code);
    }

    [Fact]
    public async Task AModelThatIsNotThereIsSaid()
    {
        folder.Write("model.onnx", TinyModels.Add());

        Assert.Equal("MP5102", (await Assert.ThrowsAsync<ModelPackException>(() => Validate(folder.Path, "--model", "other.onnx"))).Problem.Code);
    }

    [Fact]
    public async Task SamplesForSeveralModelsNeedTheModelsName()
    {
        folder.Write("a.onnx", TinyModels.Add());
        folder.Write("b.onnx", TinyModels.Add(2));
        folder.Write("golden/one.json", Right);

        Assert.Equal("MP5102", (await Assert.ThrowsAsync<ModelPackException>(() => Validate(folder.Path, "--samples", folder["golden"]))).Problem.Code);
        Assert.True((await Validate(folder.Path, "--samples", folder["golden"], "--model", "a.onnx")).Valid);
    }

    [Fact]
    public async Task AModelProjectTakesNoOptionsThatItSaysItself()
    {
        folder.Write("M.csproj", """<Project Sdk="ModelPack.Sdk/1.0.0" />""");

        Problem problem = (await Assert.ThrowsAsync<ModelPackException>(() => Validate(folder.Path, "--timeout", "5"))).Problem;

        Assert.Equal("MP5102", problem.Code);
        Assert.Contains("ModelPackValidationTimeout", problem.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private Task<ValidateDocument> Validate(string what, params string[] arguments)
    {
        Command command = new("validate");
        ValidateArguments options = new(command);
        ValidateSettings settings = options.Read(new RootCommand { command }.Parse(["validate", .. arguments]));
        Lazy<PackageLocator> packages = new(() => new PackageLocator(FeedContext.Load(folder.Path, offline: true)));
        return new Validation(settings, packages, () => new ProjectBuild(Restore: true, []), ToolOutput.Of(ModelPackCommands.Create().Parse(["validate", what]))).RunAsync(what, TestContext.Current.CancellationToken);
    }
}
