namespace ModelPack.EndToEnd.Tests.LargeModels;

/// <summary>Payloads that are damaged anywhere on their way: an error, never a service on wrong weights, and the cure of the message works.</summary>
public sealed class DamageTests(ChainModels models)
{
    [Theory]
    [InlineData("package folder")]
    [InlineData("output")]
    public async Task AFlippedBitIsAnErrorWhoseCureWorks(string where)
    {
        using ChainWorkspace chain = await ChainWorkspace.Create(models);
        chain.Service("1.0.0");
        (await chain.DotNet("build")).ShouldSucceedWithoutWarnings();
        ModelPayload payload = Shard(chain, "encoder/model.onnx");
        string placed = chain.Workspace[$"{ChainWorkspace.Bin}/{ChainWorkspace.Folder}/encoder/.shards/{payload.Sha256}.bin"];
        FlipBit(where == "output" ? placed : InPackageFolder(chain, payload));

        CommandResult build = await chain.DotNet("build");
        CommandResult publish = await chain.DotNet("publish", "-c", "Debug", "-o", chain.Workspace["out"]);

        if (where == "output" && build.ExitCode == 0)
        {
            Assert.Skip("Files are copies here: the build puts them right.");
        }

        string error = build.ShouldFailOnlyWith("MP6014");
        Assert.Equal(error, publish.ShouldFailOnlyWith("MP6014"));
        Assert.Contains($"'{payload.Id}' 1.0.0", error, StringComparison.Ordinal);
        Assert.Contains($"model '{ChainModels.Id} 1.0.0'", error, StringComparison.Ordinal);
        Assert.False(File.Exists(placed));
        (await chain.Workspace.DotNet.Run(".", chain.Workspace[$"{ChainWorkspace.Bin}/app.dll"])).ShouldFail();
        Directory.Delete(ChainWorkspace.FolderToDelete(error), recursive: true);
        (await chain.DotNet("build")).ShouldSucceedWithoutWarnings();
        Assert.EndsWith("right", await chain.Run(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("flipped")]
    public async Task APayloadThatIsDamagedOnTheFeedNeverReachesAService(string damage)
    {
        using ChainWorkspace chain = await ChainWorkspace.Create(models);
        ModelPayload payload = Shard(chain, "decoder.onnx");
        string package = chain.Workspace.Feed.Find(payload.Id, payload.Version);
        if (damage == "flipped")
        {
            // The shard is the first entry, and the largest.
            FlipBit(package);
        }
        else
        {
            using FileStream stream = new(package, FileMode.Open, FileAccess.ReadWrite);
            stream.SetLength(stream.Length / 2);
        }

        chain.Service("1.0.0");
        CommandResult build = await chain.DotNet("build");

        // NuGet itself may refuse it, in words of its own.
        build.ShouldFail();
        Assert.False(File.Exists(chain.Workspace[$"{ChainWorkspace.Bin}/{ChainWorkspace.Folder}/modelpack.json"]));
        if (damage == "flipped")
        {
            string error = build.ShouldFailOnlyWith("MP6014");
            Directory.Delete(ChainWorkspace.FolderToDelete(error), recursive: true);
            Assert.Equal(error, (await chain.DotNet("build")).ShouldFailOnlyWith("MP6014"));
            Assert.Contains("higher ModelPackPayloadRevision", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ADamagedFileInTheStoreIsPutTogetherAgain()
    {
        using ChainWorkspace chain = await ChainWorkspace.Create(models);
        chain.Service("1.0.0");
        (await chain.DotNet("build")).ShouldSucceedWithoutWarnings();
        FlipBit(chain.Workspace["store/files/" + Assert.Single(chain.Workspace.Files("store/files"), file => !file.EndsWith(".lock", StringComparison.Ordinal))]);

        CommandResult build = await chain.DotNet("build");

        Assert.StartsWith("MP6015", Assert.Single(build.ShouldSucceed().Warnings), StringComparison.Ordinal);
        (await chain.DotNet("build")).ShouldSucceedWithoutWarnings();
        Assert.EndsWith("right", await chain.Run(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReadOnlyPackageFolderServes()
    {
        using ChainWorkspace chain = await ChainWorkspace.Create(models);
        foreach (string version in (string[])["1.0.0", "1.1.0"])
        {
            chain.Service(version);
            (await chain.DotNet("restore")).ShouldSucceed();
        }

        foreach (string file in Directory.EnumerateFiles(chain.Workspace.PackagesFolder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.ReadOnly);
        }

        foreach (string version in (string[])["1.0.0", "1.1.0", "1.0.0"])
        {
            chain.Service(version);
            (await chain.DotNet("publish", "-c", "Debug", "-o", chain.Workspace["out"])).ShouldSucceedWithoutWarnings();
            Assert.Matches($"^{version} .* right$", await chain.Run());
            Assert.Matches($"^{version} .* right$", await chain.Run("out/app.dll"));
        }
    }

    private static ModelPayload Shard(ChainWorkspace chain, string file)
    {
        ModelManifest manifest = chain.Manifest("1.0.0");
        string sha256 = manifest.Files.Single(entry => entry.Path == file).Shards![1];
        return manifest.Payloads!.Single(payload => payload.Sha256 == sha256);
    }

    private static string InPackageFolder(ChainWorkspace chain, ModelPayload payload) =>
        Path.Combine(chain.Workspace.PackagesFolder, payload.Id.ToLowerInvariant(), payload.Version, "shard", payload.Sha256 + ".bin");

    private static void FlipBit(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = stream.Length / 3;
        int value = stream.ReadByte();
        stream.Position--;
        stream.WriteByte((byte)(value ^ 1));
    }
}
