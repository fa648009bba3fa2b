using System.Text.RegularExpressions;
using ModelPack.EndToEnd.Tests.Authoring;

namespace ModelPack.EndToEnd.Tests.LargeModels;

/// <summary>A service brings a large model in, follows its versions, and does nothing twice.</summary>
public sealed partial class ConsumingTests(ChainModels models)
{
    [Fact]
    public async Task TheManifestFollowsTheSchema()
    {
        FolderFeed feed = await models.Feed;

        feed.Open(ChainModels.Id, "1.0.0").ShouldFollowTheSchema();
    }

    [Fact]
    public async Task ThePackageAnswersAsTheAuthorsFilesDo()
    {
        using ChainWorkspace chain = await ChainWorkspace.Create(models);
        ChainModels.Write(chain.Workspace, "model");
        chain.Service("1.0.0");
        chain.ServiceOf($"""<ProjectReference Include="../model/{ChainModels.Id}.csproj" />""", "inner");

        (await chain.DotNet("build")).ShouldSucceedWithoutWarnings();
        (await chain.Workspace.DotNet.Run("inner", "build")).ShouldSucceedWithoutWarnings();

        string packaged = await chain.Run();
        Assert.Equal(packaged, await chain.Run("inner/bin/Debug/net10.0/inner.dll"));
        Assert.EndsWith("right", packaged, StringComparison.Ordinal);
        Assert.Equal(chain.Expected("1.0.0"), chain.Workspace.Files($"{ChainWorkspace.Bin}/{ChainWorkspace.Folder}"));
        Assert.Equal(["decoder.onnx", "encoder/model.onnx", "encoder/model.onnx.data", "labels.txt", "modelpack.json"], chain.Workspace.Files($"inner/bin/Debug/net10.0/{ChainWorkspace.Folder}"));
        Assert.Equal(
            chain.Manifest("1.0.0").Digest,
            ModelManifest.Load(chain.Workspace[$"inner/bin/Debug/net10.0/{ChainWorkspace.Folder}/modelpack.json"]).Digest);
        Assert.Equal(
            await File.ReadAllBytesAsync(chain.Workspace["model/decoder.onnx"], TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(chain.Workspace[$"{ChainWorkspace.Bin}/{ChainWorkspace.Folder}/decoder.onnx"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TheOutputTakesNoSpaceOfItsOwn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Asks the system for inodes.");
        using ChainWorkspace chain = await ChainWorkspace.Create(models);
        chain.Service("1.0.0");
        BinaryLog log = (await chain.DotNet("build")).ShouldSucceedWithoutWarnings().BinaryLog;
        Assert.SkipWhen(log.Messages.Any(message => Cloned().IsMatch(message)), "Blocks are shared here: a clone has an inode of its own.");

        IReadOnlyDictionary<string, (string Inode, int Links)> output = await chain.Inodes($"{ChainWorkspace.Bin}/{ChainWorkspace.Folder}");
        IReadOnlyDictionary<string, (string Inode, int Links)> packages = await chain.Inodes(chain.Workspace.PackagesFolder);

        string[] shards = [.. output.Keys.Where(name => name.EndsWith(".bin", StringComparison.Ordinal))];
        Assert.NotEmpty(shards);
        Assert.All(shards, shard => Assert.Equal((packages[shard].Inode, 2), output[shard]));
        (string inode, int links) = Assert.Single(await chain.Inodes("store/files"), file => !file.Key.EndsWith(".lock", StringComparison.Ordinal)).Value;
        Assert.Equal((inode, 2), (output["decoder.onnx"].Inode, links));
    }

    [Fact]
    public async Task OfANewVersionOnlyWhatChangedIsReadAndLinkedAndASecondBuildDoesNothing()
    {
        using ChainWorkspace chain = await ChainWorkspace.Create(models);
        chain.Service("1.0.0");
        (await chain.DotNet("build")).ShouldSucceedWithoutWarnings();
        string first = await chain.Run();

        chain.Service("1.1.0");
        BinaryLog upgrade = (await chain.DotNet("build")).ShouldSucceedWithoutWarnings().BinaryLog;
        string second = await chain.Run();
        BinaryLog nothing = (await chain.DotNet("build")).ShouldSucceedWithoutWarnings().BinaryLog;

        // One shard of the encoder, and the decoder that was put together. Read were the shard, and small files of the former version.
        Match summary = Assert.Single(upgrade.Messages.Select(message => Summary().Match(message)), match => match.Success);
        Assert.Equal("2", summary.Groups["placed"].Value);
        Assert.NotEqual(first.Split(' ')[1..3], second.Split(' ')[1..3]);
        Assert.Equal(chain.Expected("1.1.0"), chain.Workspace.Files($"{ChainWorkspace.Bin}/{ChainWorkspace.Folder}"));
        nothing.ShouldRunTask("MaterializeModels");
        Assert.DoesNotContain(nothing.Messages, Summary().IsMatch);

        chain.Service("1.0.0");
        (await chain.DotNet("build")).ShouldSucceedWithoutWarnings();
        Assert.Equal(first, await chain.Run());
    }

    [Fact]
    public async Task PublishHasRealFilesFollowsTheVersionAndDoesNothingTwice()
    {
        using ChainWorkspace chain = await ChainWorkspace.Create(models);
        string[] publish = ["publish", "-o", chain.Workspace["out"], "-p:PublishSingleFile=true"];
        chain.Service("1.0.0");
        (await chain.DotNet(publish)).ShouldSucceedWithoutWarnings();
        chain.Service("1.1.0");

        (await chain.DotNet(publish)).ShouldSucceedWithoutWarnings();

        CommandResult run = await chain.Workspace.Commands.Run(".", chain.Workspace[OperatingSystem.IsWindows() ? "out/app.exe" : "out/app"]);
        Assert.Matches("^1.1.0 .* right$", run.ShouldSucceed().Output.Trim());
        Assert.Equal(chain.Expected("1.1.0"), chain.Workspace.Files($"out/{ChainWorkspace.Folder}"));
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Asks the system for inodes.");
        Assert.All(await chain.Inodes($"out/{ChainWorkspace.Folder}"), file => Assert.Equal(1, file.Value.Links));

        string states = await chain.States($"out/{ChainWorkspace.Folder}");
        (await chain.DotNet(publish)).ShouldSucceedWithoutWarnings();
        Assert.Equal(states, await chain.States($"out/{ChainWorkspace.Folder}"));
    }

    [Fact]
    public async Task AServiceThatRunsKeepsItsWeightsWhileABuildReplacesThem()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There a mapped file cannot be replaced; that is MP6010.");
        using ChainWorkspace chain = await ChainWorkspace.Create(models);
        chain.Service("1.0.0", properties: "<UseAppHost>false</UseAppHost>");
        (await chain.DotNet("build")).ShouldSucceedWithoutWarnings();
        string answers = string.Join(' ', (await chain.Run()).Split(' ')[..3]);

        await using RunningCommand running = chain.Workspace.DotNet.Start(".", chain.Workspace[$"{ChainWorkspace.Bin}/app.dll"], chain.Workspace["go"]);
        await running.WaitForLine(Ready());
        chain.Service("1.1.0", properties: "<UseAppHost>false</UseAppHost>");
        (await chain.DotNet("build")).ShouldSucceedWithoutWarnings();
        chain.Workspace.Write("go", "");

        Match still = await running.WaitForLine(Still());
        Assert.Equal(answers, still.Groups["answers"].Value);
        Assert.StartsWith("1.1.0 ", await chain.Run(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CleanRemovesShardsAndFolders()
    {
        using ChainWorkspace chain = await ChainWorkspace.Create(models);
        chain.Service("1.0.0");
        (await chain.DotNet("build")).ShouldSucceedWithoutWarnings();

        (await chain.DotNet("clean")).ShouldSucceedWithoutWarnings();

        Assert.False(Directory.Exists(chain.Workspace[$"{ChainWorkspace.Bin}/models"]));
    }

    [GeneratedRegex(@"^ModelPack: \d+ files in .*: (?<placed>\d+) linked,")]
    private static partial Regex Summary();

    [GeneratedRegex(@"^ModelPack: .* [1-9]\d* cloned,")]
    private static partial Regex Cloned();

    [GeneratedRegex("READY")]
    private static partial Regex Ready();

    [GeneratedRegex("still (?<answers>.+)")]
    private static partial Regex Still();
}
