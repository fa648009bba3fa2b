using ModelPack.EndToEnd.Tests.Consuming;

namespace ModelPack.EndToEnd.Tests.Rollback;

/// <summary>The two versions have files of equal sizes and times: stock copying keeps the old ones.</summary>
public sealed class VersionChangeTests(PackedModels models)
{
    private const string Bin = "app/bin/Release/net10.0";

    [Fact]
    public async Task UpgradeAndRollbackReachTheOutputAndEveryPublishIntoTheSameFolder()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        consumer.Workspace.Write("app/models/own.txt", "the service's own");
        AssertThatStockCopyingIsFooled(consumer);

        foreach (string version in (string[])["1.0.0", "1.1.0", "1.0.0"])
        {
            Service(consumer, version);
            (await consumer.DotNet("app", "build", "-c", "Release")).ShouldSucceedWithoutWarnings();
            (await consumer.DotNet("app", "publish", "--no-build", "-o", consumer.Workspace["out"])).ShouldSucceedWithoutWarnings();

            consumer.ShouldHold(Bin, version);
            consumer.ShouldHold("out", version);
            Assert.Equal([consumer.Right(version)], await consumer.Run($"{Bin}/app.dll"));
        }

        foreach (string version in (string[])["1.1.0", "1.0.0"])
        {
            Service(consumer, version);
            (await consumer.DotNet("app", "publish", "-o", consumer.Workspace["out"])).ShouldSucceedWithoutWarnings();

            consumer.ShouldHold(Bin, version);
            consumer.ShouldHold("out", version);
            Assert.Equal([consumer.Right(version)], await consumer.Run("out/app.dll"));
        }

        Assert.True(File.Exists(consumer.Workspace[$"{Bin}/models/own.txt"]));
        Assert.True(File.Exists(consumer.Workspace["out/models/own.txt"]));
    }

    [Fact]
    public async Task TheFilesGoWithTheReferenceAndWithClean()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        consumer.Service(ConsumerWorkspace.Reference("1.0.0"));
        (await consumer.DotNet("app", "publish", "-o", consumer.Workspace["out"])).ShouldSucceed();

        (await consumer.DotNet("app", "clean", "-c", "Release")).ShouldSucceedWithoutWarnings();
        Assert.False(Directory.Exists(consumer.Workspace[$"{Bin}/models"]));

        (await consumer.DotNet("app", "publish", "-o", consumer.Workspace["out"])).ShouldSucceed();
        consumer.ShouldHold(Bin, "1.0.0");
        consumer.Service("");
        consumer.Workspace.Write("app/Program.cs", "System.Console.WriteLine(1);");
        (await consumer.DotNet("app", "publish", "-o", consumer.Workspace["out"])).ShouldSucceedWithoutWarnings();

        Assert.Empty(consumer.Workspace.Files($"{Bin}/models"));
        Assert.Empty(consumer.Workspace.Files("out/models"));
    }

    private static void Service(ConsumerWorkspace consumer, string version) =>
        consumer.Service(ConsumerWorkspace.Reference(version) + """<None Update="models/own.txt" CopyToOutputDirectory="PreserveNewest" />""");

    private static void AssertThatStockCopyingIsFooled(ConsumerWorkspace consumer)
    {
        ModelManifest first = consumer.Workspace.Feed.Open(PackedModels.Sentiment, "1.0.0").Manifest;
        ModelManifest second = consumer.Workspace.Feed.Open(PackedModels.Sentiment, "1.1.0").Manifest;
        ModelFile[] common = [.. first.Files.Where(file => second.Files.Exists(other => other.Path == file.Path && other.Sha256 != file.Sha256))];
        Assert.Equal(["head/head.onnx", "vocab.txt", "weights.bin"], common.Select(file => file.Path).Order(StringComparer.Ordinal));
        Assert.All(common, file => Assert.Equal(file.Size, second.Files.Single(other => other.Path == file.Path).Size));
    }
}
