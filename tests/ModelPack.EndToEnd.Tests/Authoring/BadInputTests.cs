using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Authoring;

/// <summary>Each fault of an author's input: one error with code, file and cure; no package is left behind, the former one is intact.</summary>
public sealed class BadInputTests(BadInputWorkspace fixture) : IClassFixture<BadInputWorkspace>
{
    private readonly AuthorWorkspace author = fixture.Author;
    private readonly string name = "M" + Guid.NewGuid().ToString("N")[..8];

    [Fact]
    public async Task AMissingFile() => await Fails("MP1001", "gone.onnx", items: """<ModelWeights Include="gone.onnx" />""");

    [Fact]
    public async Task AMissingCard() => await Fails("MP1001", "CARD.md", items: """<ModelCard Include="docs/CARD.md" />""");

    [Fact]
    public async Task ALinkToNothing()
    {
        Directory.CreateDirectory(author[name]);
        File.CreateSymbolicLink(author[$"{name}/gone.onnx"], "nowhere.onnx");

        await Fails("MP1001", "gone.onnx");
    }

    [Fact]
    public async Task AFolderInsteadOfAFile()
    {
        author.Write($"{name}/folder/a.txt", "x");

        await Fails("MP1002", "folder", items: """<ModelConfig Include="folder" />""");
    }

    [Fact]
    public async Task AnEmptyModel() => await Fails("MP2001", "model.onnx", content: []);

    [Fact]
    public async Task ATruncatedModel() => await Fails("MP2005", "model.onnx", content: TinyModels.Add()[..^20]);

    [Fact]
    public async Task ATextThatIsCalledAModel() => await Fails("MP2004", "model.onnx", content: "These are notes on the model, not the model."u8.ToArray());

    [Fact]
    public async Task AWebPageThatIsCalledAModel() => await Fails("MP2003", "model.onnx", content: "<!DOCTYPE html><html><body>Sign in</body></html>"u8.ToArray());

    [Fact]
    public async Task AGitLfsPointerInsteadOfWeights()
    {
        string error = await Fails("MP2002", "model.onnx", content: BadInputWorkspace.LfsPointer);

        Assert.Contains("Git LFS", error, StringComparison.Ordinal);
        Assert.Contains("git lfs pull", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AGitLfsPointerInsteadOfATokenizer()
    {
        author.Write($"{name}/tokenizer.json", BadInputWorkspace.LfsPointer);

        await Fails("MP2002", "tokenizer.json");
    }

    [Fact]
    public async Task TwoItemsWithOneTarget()
    {
        author.Write($"{name}/a/labels.txt", "a");

        await Fails("MP1004", "labels.txt", items: """<ModelConfig Include="b.txt" Link="a/labels.txt" />""", files: "b.txt");
    }

    [Fact]
    public async Task AFileWhereAnotherNeedsAFolder() => await Fails("MP1004", "x", items: """<ModelConfig Include="x" /><ModelConfig Include="b.txt" Link="x/b.txt" />""", files: ["x", "b.txt"]);

    [Fact]
    public async Task NamesThatDifferOnlyInCase()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "This system cannot hold such names.");

        await Fails("MP1005", "Prompt.md", files: ["prompts/Prompt.md", "prompts/prompt.md"]);
    }

    [Theory]
    [InlineData("aux.txt")]
    [InlineData("a:b")]
    [InlineData("what?.txt")]
    [InlineData("dot.")]
    public async Task ANameThatWindowsCannotHold(string file)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "This system cannot hold such names.");

        await Fails("MP1006", file, files: $"prompts/{file}");
    }

    [Fact]
    public async Task ALinkThatWindowsCannotHold() => await Fails("MP1006", "a:b", items: """<ModelConfig Include="b.txt" Link="a:b" />""", files: "b.txt");

    [Theory]
    [InlineData("../b.txt")]
    [InlineData("/b.txt")]
    [InlineData("a//b.txt")]
    public async Task ALinkThatLeavesThePackage(string link) => await Fails("MP1007", link, items: $"""<ModelConfig Include="b.txt" Link="{link}" />""", files: "b.txt");

    [Theory]
    [InlineData("Contoso Model")]
    [InlineData("Contoso..Model")]
    [InlineData("it's")]
    [InlineData("a/b")]
    public async Task AnIdThatNuGetRefuses(string id) => await Fails("MP1010", id, properties: $"<PackageId>{id}</PackageId>");

    [Theory]
    [InlineData("one")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.0.0-a b")]
    [InlineData("1.0.0-a'b")]
    [InlineData("99999999999.0.0")]
    public async Task AVersionThatNuGetRefuses(string version) => await Fails("MP1011", version, properties: $"<Version>{version}</Version>");

    [Fact]
    public async Task APipeInsteadOfAFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no named pipes in folders.");
        Directory.CreateDirectory(author[name]);
        (await author.Workspace.Commands.Run(name, "mkfifo", "pipe.onnx")).ShouldSucceed();

        await Fails("MP1003", "pipe.onnx");
    }

    [Fact]
    public async Task AFileThatThisUserMayNotRead()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "This user may read everything.");
        author.Write($"{name}/prompts/secret.md", "x");
        (await author.Workspace.Commands.Run(name, "chmod", "000", "prompts/secret.md")).ShouldSucceed();

        await Fails("MP1003", "secret.md");
    }

    [Fact]
    public async Task TwoPrimaryModels()
    {
        author.Write($"{name}/other.onnx", TinyModels.Add());

        await Fails("MP1013", "other.onnx", items: """<ModelWeights Update="*.onnx" Primary="true" />""");
    }

    [Fact]
    public async Task AFileListedAsTwoThings() => await Fails("MP1008", "b.txt", items: """<ModelConfig Include="b.txt" /><ModelPrompt Include="b.txt" />""", files: "b.txt");

    [Fact]
    public async Task AMetricThatIsNoNumber() => await Fails("MP1009", "accuracy", items: """<ModelMetric Include="accuracy" Value="0,9" />""");

    [Fact]
    public async Task AMetricWithoutAValue() => await Fails("MP1012", "accuracy", items: """<ModelMetric Include="accuracy" />""");

    [Fact]
    public async Task ASampleOfNoModel()
    {
        author.Write($"{name}/other.onnx", TinyModels.Add());
        File.Move(author.Write($"{name}/model.onnx", TinyModels.Add()), author[$"{name}/one.onnx"]);

        await Fails("MP1014", "a.json", files: "samples/a.json", withModel: false);
    }

    [Fact]
    public async Task ADatasetOfAnotherDigest() => await Fails("MP1015", "b.txt", items: $"""<ModelDataset Include="b.txt" Digest="sha256:{new string('0', 64)}" />""", files: "b.txt");

    [Fact]
    public async Task ParametersThatAreNoYaml()
    {
        author.Write($"{name}/params.yaml", "a: [1, 2\nb: }");

        await Fails("MP3001", "params.yaml");
    }

    [Fact]
    public async Task ALineageFileOfNoKnownKind() => await Fails("MP3002", "b.txt", items: """<ModelLineage Include="b.txt" />""", files: "b.txt");

    private async Task<string> Fails(string code, string mention, string properties = "", string items = "", byte[]? content = null, bool withModel = true, params string[] files)
    {
        if (withModel)
        {
            author.Write($"{name}/model.onnx", content ?? TinyModels.Add());
        }

        foreach (string file in files)
        {
            author.Write($"{name}/{file}", "x");
        }

        author.Project(name, AuthorWorkspace.Unvalidated + properties, items);
        string former = author.Write($"packages/{name}/{name}.1.0.0.nupkg", "former");

        CommandResult pack = await author.DotNet(name, "pack", "-o", Path.GetDirectoryName(former)!);

        string error = pack.ShouldFailOnlyWith(code);
        if (!pack.Output.Contains(mention, StringComparison.Ordinal))
        {
            pack.Fail($"should name '{mention}'");
        }

        // Every error stands at a file, and ends with what to do.
        Assert.Matches($@"(?m)^\S.*: error {code}: .+\. .+\.", pack.Output);
        Assert.Equal([former], Directory.GetFiles(Path.GetDirectoryName(former)!));
        Assert.Equal("former", await File.ReadAllTextAsync(former, TestContext.Current.CancellationToken));
        Assert.Empty(author.Workspace.Files($"{name}/bin"));
        return error;
    }
}
