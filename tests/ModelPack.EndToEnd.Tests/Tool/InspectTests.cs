using System.IO.Compression;
using System.Text.Json;
using ModelPack.EndToEnd.Tests.Authoring;
using ModelPack.EndToEnd.Tests.Consuming;
using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Tool;

/// <summary><c>inspect</c>, on everything that it takes.</summary>
public sealed class InspectTests(InstalledTool tool) : IDisposable
{
    private const string Limits = "<ModelPackInlineLimit>200000</ModelPackInlineLimit><ModelPackShardSize>262144</ModelPackShardSize>";

    private const string Facts = """
        <ModelDataset Include="reviews" Version="2026-05" Digest="sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" Role="training" />
        <ModelHyperparameter Include="learning_rate" Value="0.1" />
        <ModelLineage Include="requirements.txt" />
        """;

    private readonly ToolWorkspace work = new(tool);

    [Fact]
    public async Task APackageTellsWhatIsThereWhatIsMissingAndWhereEachFactCameFrom()
    {
        await Pack();

        CommandResult inspect = (await work.Run("inspect", "out/Contoso.Layers.1.0.0.nupkg")).ShouldSucceed();

        JsonElement label = await Label("out/Contoso.Layers.1.0.0.nupkg");
        Assert.Equal("Contoso.Layers", label.GetProperty("id").GetString());
        Assert.True(label.GetProperty("digestHolds").GetBoolean());
        Assert.Equal("package", label.GetProperty("kind").GetString());
        // The payload packages lie beside it: the weights were put together and digested.
        Assert.Equal(["verified", "verified"], States(label));
        Assert.Equal("ofThisManifest", label.GetProperty("sbom").GetString());
        Assert.Equal("ofThisManifest", label.GetProperty("statement").GetString());
        Assert.Equal(["reviews|training, version 2026-05, sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef|project"], Rows(label, "data"));
        Assert.Equal(["learning_rate|0.1|project"], Rows(label, "configuration"));
        Assert.Contains("pypi: torch|2.4.0|Requirements requirements.txt", Rows(label, "environment"));
        Assert.Contains("ModelMetric", Section(label, "metrics").GetProperty("missing").GetString(), StringComparison.Ordinal);
        inspect.ShouldSay("proven: has this digest").ShouldSay("reviews").ShouldSay("metrics").ShouldSay("ModelMetric items");
    }

    [Fact]
    public async Task WithoutItsPayloadsTheWeightsAreNotProven()
    {
        await Pack();
        foreach (string payload in Directory.EnumerateFiles(work["out"], "*.Payload.*"))
        {
            File.Delete(payload);
        }

        JsonElement label = await Label("out/Contoso.Layers.1.0.0.nupkg");

        Assert.Equal(["notHere", "verified"], States(label));
        Assert.False(label.TryGetProperty("digestHolds", out _), "not every byte was read");
        Assert.Equal("stated", await Status("out/Contoso.Layers.1.0.0.nupkg", "G7AI-MDL-07"));
    }

    [Fact]
    public async Task APayloadWithOtherContentIsFoundAndIsExitCodeOne()
    {
        await Pack();
        ZeroShard(Directory.EnumerateFiles(work["out"], "*.Payload.*").Order(StringComparer.Ordinal).First());

        CommandResult inspect = await work.Run("inspect", "out/Contoso.Layers.1.0.0.nupkg", "--json");

        Assert.Equal(1, inspect.ExitCode);
        JsonElement label = ToolWorkspace.Json(inspect).GetProperty("models")[0];
        Assert.Equal(["differs", "verified"], States(label));
        Assert.False(label.GetProperty("digestHolds").GetBoolean());
    }

    [Fact]
    public async Task APackageOfAFeedIsFetchedWithItsPayloadsAndFoundOfflineAfterwards()
    {
        await Pack();
        foreach (string package in Directory.EnumerateFiles(work["out"], "*.nupkg"))
        {
            work.Workspace.Feed.Push(package);
        }

        CommandResult before = await work.Run("inspect", "Contoso.Layers@1.0.0", "--offline");
        CommandResult fetched = await work.Run("inspect", "contoso.layers@1.0.0", "--fetch", "--json");
        CommandResult after = await work.Run("inspect", "Contoso.Layers@1.0.0", "--offline", "--json");
        CommandResult unknown = await work.Run("inspect", "Contoso.Layers@9.9.9", "--json");

        Assert.Equal(1, before.ExitCode);
        Assert.Equal(["verified", "verified"], States(ToolWorkspace.Json(fetched.ShouldSucceed()).GetProperty("models")[0]));
        Assert.Equal(["verified", "verified"], States(ToolWorkspace.Json(after.ShouldSucceed()).GetProperty("models")[0]));
        Assert.Equal(1, unknown.ExitCode);
        Assert.Equal("MP5005", ToolWorkspace.Json(unknown).GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task AModelProjectIsBuiltAndSeenAsItLies()
    {
        Project();

        JsonElement label = await Label("M");
        work.Write("M/model.onnx", "no model");
        CommandResult broken = await work.Run("inspect", "M/Contoso.Layers.csproj");

        Assert.Equal("project", label.GetProperty("kind").GetString());
        Assert.Equal(["verified", "verified"], States(label));
        Assert.Equal(1, broken.ExitCode);
        broken.ShouldSay("MP2004").ShouldSay("MP5101");
    }

    [Fact]
    public async Task AServicesOutputTellsEveryModelOfItAndWhichFileWasEdited()
    {
        await Pack();
        foreach (string package in Directory.EnumerateFiles(work["out"], "*.nupkg"))
        {
            work.Workspace.Feed.Push(package);
        }

        work.Write("app/app.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="Contoso.Layers" Version="1.0.0" /></ItemGroup>
            </Project>
            """);
        work.Write("app/Program.cs", ConsumerWorkspace.Program.Replace("using ModelPack;", "using System; using ModelPack;", StringComparison.Ordinal));
        (await work.Author.Build("app")).ShouldSucceed();
        const string Output = "app/bin/Debug/net10.0";

        JsonElement sound = await Label(Output);
        string prompt = work[$"{Output}/models/Contoso.Layers/prompts/system.md"];
        File.Delete(prompt);
        await File.WriteAllTextAsync(prompt, "Be rude.", TestContext.Current.CancellationToken);
        CommandResult edited = await work.Run("inspect", $"{Output}/models/Contoso.Layers", "--json");

        Assert.Equal("service", sound.GetProperty("kind").GetString());
        Assert.Equal(["verifiedAsLaidOut", "verified"], States(sound));
        Assert.Equal(1, edited.ExitCode);
        Assert.Equal(["verifiedAsLaidOut", "differs"], States(ToolWorkspace.Json(edited).GetProperty("models")[0]));
    }

    [Fact]
    public async Task TextsOfAPackageCannotControlTheTerminal()
    {
        Project();
        work.Write("M/params.json", """{ "greeting": "[red]x[/]\u001b[2Jcleared\u202edesrever" }""");
        (await work.Author.Pack("M")).ShouldSucceed();

        CommandResult inspect = (await work.Run("inspect", "out/Contoso.Layers.1.0.0.nupkg", "--no-verify")).ShouldSucceed();

        Assert.DoesNotContain('\u001b', inspect.Output);
        Assert.DoesNotContain('\u202e', inspect.Output);
        inspect.ShouldSay("[red]x[/]\\u001b[2Jcleared\\u202edesrever").ShouldSay("not checked");
    }

    [Theory]
    [InlineData("nothing", 2, "MP5100")]
    [InlineData("", 2, "MP5102")]
    [InlineData("model.onnx", 2, "MP5100")]
    [InlineData("renamed.nupkg", 1, "MP4021")]
    [InlineData("empty", 2, "MP5100")]
    [InlineData("text.nupkg", 1, "MP4021")]
    [InlineData("other.nupkg", 1, "MP4020")]
    [InlineData("Contoso.Layers@one", 2, "MP5013")]
    [InlineData("library/library.csproj", 2, "MP5100")]
    public async Task WhatIsNoModelIsToldInOneMessage(string what, int exitCode, string code)
    {
        Directory.CreateDirectory(work["empty"]);
        work.Write("text.nupkg", "no package");
        work.Write("model.onnx", LayeredModel.Build([1]));
        work.Write("renamed.nupkg", Testing.Feeds.TestPackage.Bytes("Other", "1.0.0", ("modelpack/modelpack.json", new ModelManifest { Id = "Contoso.Trusted", Version = "1.0.0" }.ToUtf8Bytes())));
        work.Write("other.nupkg", Testing.Feeds.TestPackage.Bytes("Other", "1.0.0"));
        work.Write("library/library.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");

        CommandResult inspect = await work.Run("inspect", what);

        Assert.Equal(exitCode, inspect.ExitCode);
        Assert.Single(inspect.Errors);
        inspect.ShouldSay($"error {code}: ");
    }

    [Fact]
    public async Task AWrongCommandLineIsToldInJsonToo()
    {
        CommandResult inspect = await work.Run("inspect", "--json");

        Assert.Equal(2, inspect.ExitCode);
        Assert.Equal("MP5102", ToolWorkspace.Json(inspect).GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task ABillOfAnotherManifestIsNotGivenAway()
    {
        await Pack();
        string package = work["out/Contoso.Layers.1.0.0.nupkg"];
        Replace(package, "modelpack/sbom.cdx.json", "\u001b]0;x\u0007{}"u8.ToArray());

        CommandResult sbom = await work.Run("sbom", package);
        JsonElement label = await Label(package);

        Assert.Equal(1, sbom.ExitCode);
        sbom.ShouldSay("MP4021");
        Assert.DoesNotContain('\u001b', sbom.Output);
        Assert.Equal("other", label.GetProperty("sbom").GetString());
    }

    [Fact]
    public async Task AProjectSaysWhatItsPackageWillSay()
    {
        // How large files are cut is decided at pack.
        Project(limits: "");
        work.Workspace.Commands.Environment["SOURCE_DATE_EPOCH"] = "1700000000";
        (await work.Author.Pack("M")).ShouldSucceedWithoutWarnings();

        CommandResult project = (await work.Run("sbom", "M")).ShouldSucceed();

        Assert.Equal(work.Author.Package("Contoso.Layers").ReadText("modelpack/sbom.cdx.json"), project.StandardOutput);
    }

    [Fact]
    public async Task TheBillOfMaterialsIsThePackagesOwnByteForByte()
    {
        await Pack();
        PackageFile package = work.Author.Package("Contoso.Layers");

        (await work.Run("sbom", package.Path, "-o", work["sbom.json"])).ShouldSucceed();
        (await work.Run("sbom", package.Path, "--format", "intoto", "-o", work["statement.json"])).ShouldSucceed();
        CommandResult printed = (await work.Run("sbom", "M")).ShouldSucceed();
        CommandResult nowhere = await work.Run("sbom", package.Path, "-o", work["no/such/folder/sbom.json"]);

        Assert.Equal(package.ReadBytes("modelpack/sbom.cdx.json"), await File.ReadAllBytesAsync(work["sbom.json"], TestContext.Current.CancellationToken));
        Assert.Equal(package.ReadBytes("modelpack/provenance.intoto.json"), await File.ReadAllBytesAsync(work["statement.json"], TestContext.Current.CancellationToken));
        Assert.Equal("CycloneDX", ToolWorkspace.Json(printed).GetProperty("bomFormat").GetString());
        Assert.Equal(3, nowhere.ExitCode);
        nowhere.ShouldSay("MP5103");
    }

    public void Dispose() => work.Dispose();

    private void Project(string limits = Limits)
    {
        work.Write("M/Contoso.Layers.csproj", AuthorWorkspace.ProjectText(limits + AuthorWorkspace.Unvalidated, Facts));
        work.Write("M/model.onnx", LayeredModel.Build([.. Enumerable.Range(1, 12)]));
        work.Write("M/prompts/system.md", "Be kind.");
        work.Write("M/requirements.txt", "torch==2.4.0\n");
    }

    private async Task Pack()
    {
        Project();
        (await work.Author.Pack("M")).ShouldSucceedWithoutWarnings();
    }

    private static void Replace(string package, string path, byte[] content)
    {
        using ZipArchive archive = ZipFile.Open(package, ZipArchiveMode.Update);
        archive.GetEntry(path)!.Delete();
        using Stream entry = archive.CreateEntry(path).Open();
        entry.Write(content);
    }

    /// <summary>Gives a payload package other content of the same size.</summary>
    private static void ZeroShard(string payload)
    {
        using ZipArchive archive = ZipFile.Open(payload, ZipArchiveMode.Update);
        ZipArchiveEntry shard = archive.Entries.Single(entry => entry.FullName.StartsWith("shard/", StringComparison.Ordinal));
        (string name, long length) = (shard.FullName, shard.Length);
        shard.Delete();
        using Stream other = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
        other.Write(new byte[length]);
    }

    private async Task<JsonElement> Label(string what) => ToolWorkspace.Json((await work.Run("inspect", what, "--json")).ShouldSucceed()).GetProperty("models")[0];

    private async Task<string?> Status(string what, string element)
    {
        JsonElement list = ToolWorkspace.Json((await work.Run("inspect", what, "--checklist", "g7", "--json")).ShouldSucceed());
        return list.GetProperty("models")[0].GetProperty("elements").EnumerateArray().Single(found => found.GetProperty("id").GetString() == element).GetProperty("status").GetString();
    }

    private static IEnumerable<string?> States(JsonElement label) => label.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("state").GetString());

    private static JsonElement Section(JsonElement label, string name) => label.GetProperty("sections").EnumerateArray().Single(section => section.GetProperty("name").GetString() == name);

    private static IEnumerable<string> Rows(JsonElement label, string section) => Section(label, section).GetProperty("facts").EnumerateArray()
        .Select(fact => $"{fact.GetProperty("name").GetString()}|{fact.GetProperty("value").GetString()}|{fact.GetProperty("source").GetString()}");
}
