using ModelPack.EndToEnd.Tests.Authoring;

namespace ModelPack.EndToEnd.Tests.Payloads;

/// <summary>What the next pack writes: what changed, and nothing else.</summary>
public sealed class IncrementalTests : IDisposable
{
    private readonly PayloadWorkspace work = new();

    [Fact]
    public async Task ASecondPackWritesNothing()
    {
        (await work.Pack()).ShouldSucceedWithoutWarnings();
        (string, DateTime)[] before = Times();

        CommandResult second = await work.Pack();

        second.ShouldSucceedWithoutWarnings().BinaryLog.ShouldNotRunTask("PackTask");
        Assert.DoesNotContain(" new\n", second.Output, StringComparison.Ordinal);
        Assert.Equal(before, Times());
    }

    [Fact]
    public async Task AChangedPromptIsANewModelPackageAndNoPayload()
    {
        (await work.Pack()).ShouldSucceed();
        IReadOnlyDictionary<string, DateTime> before = work.Payloads;
        work.Author.Write("M/prompts/system.md", "Be quick");

        CommandResult pack = await work.Pack("-p:Version=1.1.0");

        pack.ShouldSucceedWithoutWarnings().ShouldSay("Contoso.Layers 1.1.0: 768 KiB in ");
        pack.ShouldSay(" payloads, 0 bytes new\n");
        Assert.Equal(before, work.Payloads);
        Assert.Equal(PayloadWorkspace.Dependencies(work.Package), PayloadWorkspace.Dependencies(work.Author.Package(PayloadWorkspace.Id, "1.1.0")));
        Assert.Equal("Be quick", work.Author.Package(PayloadWorkspace.Id, "1.1.0").ReadText("modelpack/files/prompts/system.md"));
    }

    [Theory]
    [InlineData(6, 60)]
    [InlineData(0, 60)]
    [InlineData(11, 60)]
    public async Task AChangedTensorIsOneNewPayload(int layer, int seed)
    {
        (await work.Pack()).ShouldSucceed();
        IReadOnlyDictionary<string, DateTime> before = work.Payloads;
        int[] seeds = [.. PayloadWorkspace.Seeds];
        seeds[layer] = seed;
        work.Model(seeds);

        CommandResult pack = await work.Pack("-p:Version=1.1.0");

        pack.ShouldSucceedWithoutWarnings().ShouldSay(" payloads, 64 KiB new\n");
        Assert.Equal(before, work.Payloads.Where(payload => before.ContainsKey(payload.Key)).ToDictionary(StringComparer.Ordinal));
        Assert.Equal(before.Count + 1, work.Payloads.Count);
        Assert.Single(PayloadWorkspace.Dependencies(work.Author.Package(PayloadWorkspace.Id, "1.1.0")).Except(PayloadWorkspace.Dependencies(work.Package)));
    }

    [Fact]
    public async Task PayloadsThatAreGoneOrDamagedAreWrittenAgain()
    {
        (await work.Pack()).ShouldSucceed();
        IReadOnlyDictionary<string, DateTime> before = work.Payloads;
        string[] names = [.. before.Keys.Order(StringComparer.Ordinal)];
        File.Delete(work.Author["out/" + names[0]]);
        work.Author.Write("out/" + names[1], "cut short");

        CommandResult pack = await work.Pack();

        pack.ShouldSucceedWithoutWarnings().ShouldSay(" payloads, 128 KiB new\n").BinaryLog.ShouldNotRunTask("PackTask");
        work.ShouldBeWhole();
        Assert.Equal(names[2..], work.Payloads.Where(payload => before[payload.Key] == payload.Value).Select(payload => payload.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AModelThatBecomesSmallHasNoPayloadsAnyMore()
    {
        (await work.Pack()).ShouldSucceed();
        work.Model([1]);

        (await work.Pack()).ShouldSucceedWithoutWarnings();

        Assert.Empty(PayloadWorkspace.Dependencies(work.Package));
        Assert.Null(work.Package.Manifest.Payloads);
        Assert.Equal(["model.onnx", "prompts/system.md"], work.Package.Files());
    }

    [Fact]
    public async Task AfterACleanTheSamePackagesAreMadeAndWholePayloadsStay()
    {
        (await work.Pack()).ShouldSucceed();
        string sha256 = work.Package.Sha256;
        IReadOnlyDictionary<string, DateTime> before = work.Payloads;

        (await work.Author.DotNet("M", "clean", "-c", "Release")).ShouldSucceedWithoutWarnings();
        Assert.False(Directory.Exists(work.Author["M/obj/modelpack"]));
        CommandResult pack = await work.Pack();

        pack.ShouldSucceedWithoutWarnings().ShouldSay(" payloads, 0 bytes new\n");
        Assert.Equal(sha256, work.Package.Sha256);
        Assert.Equal(before, work.Payloads);
    }

    public void Dispose() => work.Dispose();

    private (string File, DateTime Time)[] Times() =>
        [.. new[] { "out", "M/obj/modelpack" }.SelectMany(folder => work.Author.Workspace.Files(folder).Select(file => $"{folder}/{file}")).Select(file => (file, File.GetLastWriteTimeUtc(work.Author[file])))];
}
