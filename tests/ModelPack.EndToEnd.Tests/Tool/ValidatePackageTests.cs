using System.Text.Json;
using ModelPack.EndToEnd.Tests.Authoring;
using ModelPack.EndToEnd.Tests.Payloads;
using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Tool;

/// <summary><c>dotnet modelpack validate</c> on a model that is laid out by tensor, in each place that it passes through.</summary>
public sealed class ValidatePackageTests : IDisposable
{
    private readonly PayloadWorkspace work = new();
    private readonly ToolWorkspace workspace;

    public ValidatePackageTests(InstalledTool tool)
    {
        workspace = new ToolWorkspace(tool, work.Author);
    }

    [Fact]
    public async Task APackageIsValidatedWithItsOwnSamples()
    {
        await Pack("0");
        string nupkg = workspace[$"out/{PayloadWorkspace.Id}.1.0.0.nupkg"];

        CommandResult file = await workspace.Run("validate", nupkg);
        CommandResult package = await workspace.Run("validate", $"{PayloadWorkspace.Id}@1.0.0", "--source", workspace["out"]);
        CommandResult offline = await workspace.Run("validate", $"{PayloadWorkspace.Id}@1.0.0", "--offline", "--json");
        CommandResult extracted = await workspace.Run("validate", Path.Combine(workspace.Workspace.PackagesFolder, PayloadWorkspace.Id.ToLowerInvariant(), "1.0.0"));

        foreach (CommandResult result in (CommandResult[])[file, package, extracted])
        {
            result.ShouldSucceedWithoutWarnings().ShouldSay("model.onnx: matches in ONNX Runtime 1.31.1 (Cpu): 1 golden sample");
        }

        JsonElement model = ToolWorkspace.Json(offline.ShouldSucceed()).GetProperty("models")[0];
        Assert.Equal((PayloadWorkspace.Id, "1.0.0", 1), (model.GetProperty("id").GetString(), model.GetProperty("version").GetString(), model.GetProperty("samples").GetInt32()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(workspace["store/work"]));
    }

    [Fact]
    public async Task SamplesOfWhichNobodyCanTellTheModelAreLeftOut()
    {
        work.Author.Project("Two", items: """<ModelSample Update="samples/**" Model="other.onnx" />""");
        work.Author.Write("Two/model.onnx", TinyModels.Add(1));
        work.Author.Write("Two/other.onnx", TinyModels.Add(2));
        work.Author.Write("Two/samples/one.json", """{ "inputs": { "x": [[1, 2]] }, "outputs": { "y": [[3, 4]] } }""");
        (await work.Author.Pack("Two")).ShouldSucceedWithoutWarnings();

        CommandResult guessed = await workspace.Run("validate", "out/Two.1.0.0.nupkg");
        CommandResult told = await workspace.Run("validate", "out/Two.1.0.0.nupkg", "--model", "other.onnx", "--samples", "Two/samples");

        guessed.ShouldSucceed().ShouldSay("warning MP1014").ShouldSay("model.onnx: runs in").ShouldSay("other.onnx: runs in");
        told.ShouldSucceedWithoutWarnings().ShouldSay("other.onnx: matches in");
    }

    [Fact]
    public async Task APackageWithoutItsPayloadsIsExitCodeOne()
    {
        await Pack("0");
        workspace.Write("alone/package.nupkg", await File.ReadAllBytesAsync(workspace[$"out/{PayloadWorkspace.Id}.1.0.0.nupkg"], TestContext.Current.CancellationToken));

        CommandResult result = await workspace.Run("validate", "alone/package.nupkg", "--source", workspace.Workspace.Feed.Folder);

        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task ADamagedPackageIsRefusedAndASampleThatDoesNotMatchIsShownByItsPlaceInThePackage()
    {
        await Pack("1000");
        string payload = work.Payloads.Keys.First();

        CommandResult wrong = await workspace.Run("validate", $"out/{PayloadWorkspace.Id}.1.0.0.nupkg");
        byte[] bytes = await File.ReadAllBytesAsync(workspace[$"out/{payload}"], TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        workspace.Write($"out/{payload}", bytes);
        CommandResult damaged = await workspace.Run("validate", $"out/{PayloadWorkspace.Id}.1.0.0.nupkg");

        Assert.Equal((1, 1), (wrong.ExitCode, damaged.ExitCode));
        wrong.ShouldFailOnlyWith("MP2040");
        wrong.ShouldSay("samples/one.json");
        Assert.DoesNotContain(workspace["store"], wrong.Output, StringComparison.Ordinal);
        damaged.ShouldFailOnlyWith("MP4021");
        Assert.Empty(Directory.EnumerateFileSystemEntries(workspace["store/work"]));
    }

    [Fact]
    public async Task TheOutputOfAServiceIsValidatedAsItLies()
    {
        await Pack("0");
        foreach (string package in work.Author.Workspace.Files(AuthorWorkspace.Out))
        {
            work.Author.Workspace.Feed.Push(workspace[$"{AuthorWorkspace.Out}/{package}"]);
        }

        workspace.Write("app/app.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup>
              <ItemGroup><PackageReference Include="{PayloadWorkspace.Id}" Version="1.0.0" /></ItemGroup>
            </Project>
            """);
        workspace.Write("app/Program.cs", "return;");
        (await work.Author.Build("app")).ShouldSucceedWithoutWarnings();
        string model = $"app/bin/Debug/net10.0/models/{PayloadWorkspace.Id}";
        Assert.Contains(workspace.Workspace.Files(model), file => file.StartsWith(".shards/", StringComparison.Ordinal));

        CommandResult all = await workspace.Run("validate", "app/bin/Debug/net10.0");
        CommandResult one = await workspace.Run("validate", model);
        File.Delete(Directory.EnumerateFiles(workspace[$"{model}/.shards"]).First());
        CommandResult lacking = await workspace.Run("validate", model);

        all.ShouldSucceedWithoutWarnings().ShouldSay("model.onnx: runs in ONNX Runtime 1.31.1 (Cpu)");
        one.ShouldSucceedWithoutWarnings().ShouldSay("model.onnx: runs in ONNX Runtime 1.31.1 (Cpu)");
        Assert.Equal(1, lacking.ExitCode);
    }

    public void Dispose()
    {
        workspace.Dispose();
        work.Dispose();
    }

    /// <summary>Packs the model with a sample whose golden outputs are all near this: with inputs of zeros it answers zeros.</summary>
    private async Task Pack(string golden)
    {
        string Vector(string value) => $"[[{string.Join(',', Enumerable.Repeat(value, 128))}]]";
        work.Author.Write("M/samples/one.json", $$"""{ "inputs": { "x": {{Vector("0")}} }, "outputs": { "y": {{Vector(golden)}} } }""");
        (await work.Pack()).ShouldSucceedWithoutWarnings();
    }
}
