using System.Text.RegularExpressions;

namespace ModelPack.EndToEnd.Tests.Consuming;

/// <summary>A build changes what is wrong, and nothing else.</summary>
public sealed partial class IncrementalTests(PackedModels models)
{
    private const string Bin = "app/bin/Debug/net10.0";

    [Fact]
    public async Task ASecondBuildRunsTheTaskAndWritesNothing()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        consumer.Service(ConsumerWorkspace.Reference("1.0.0"));
        BinaryLog first = (await consumer.DotNet("app", "build")).ShouldSucceed().BinaryLog;
        string[] states = await consumer.States($"{Bin}/models");

        BinaryLog second = (await consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings().BinaryLog;

        Assert.Contains(first.Messages, IsAboutPlacing);
        second.ShouldRunTask("MaterializeModels").ShouldNotRunTask("Csc");
        Assert.DoesNotContain(second.Messages, IsAboutPlacing);
        Assert.DoesNotContain(second.Messages, message => message.StartsWith("Copying file from", StringComparison.Ordinal));
        Assert.Equal(states, await consumer.States($"{Bin}/models"));
    }

    [Theory]
    [InlineData("head/head.onnx")]
    [InlineData("weights.bin")]
    public async Task AFileThatWasReplacedInTheOutputIsRepairedAlsoWhereSizeAndTimeAreAsBefore(string file)
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        consumer.Service(ConsumerWorkspace.Reference("1.0.0"));
        (await consumer.DotNet("app", "build")).ShouldSucceed();
        string path = consumer.Workspace[$"{Bin}/models/{PackedModels.Sentiment}/{file}"];
        DateTime time = File.GetLastWriteTimeUtc(path);
        byte[] content = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        content[^1] ^= 1;
        File.Delete(path);
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(path, time);

        (await consumer.DotNet("app", "build", "--no-restore")).ShouldSucceedWithoutWarnings();

        consumer.ShouldHold(Bin, "1.0.0");
    }

    [Fact]
    public async Task AChangedFileInThePackageFolderIsAnErrorWhoseCureWorks()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        consumer.Service(ConsumerWorkspace.Reference("1.0.0"));
        (await consumer.DotNet("app", "restore")).ShouldSucceed();
        string weights = Path.Combine(consumer.PackageFolder("1.0.0"), "modelpack", "files", "weights.bin");
        byte[] content = await File.ReadAllBytesAsync(weights, TestContext.Current.CancellationToken);
        content[0] ^= 1;
        await File.WriteAllBytesAsync(weights, content, TestContext.Current.CancellationToken);

        string error = (await consumer.DotNet("app", "build")).ShouldFailOnlyWith("MP6001");
        string publishError = (await consumer.DotNet("app", "publish", "-o", consumer.Workspace["out"])).ShouldFailOnlyWith("MP6001");

        Assert.Contains("'weights.bin'", error, StringComparison.Ordinal);
        Assert.Contains($"'{PackedModels.Sentiment}", error, StringComparison.Ordinal);
        Assert.Equal(error, publishError);
        string folder = FolderToDelete().Match(error).Groups["folder"].Value;
        Assert.Equal(consumer.PackageFolder("1.0.0"), folder);
        Directory.Delete(folder, recursive: true);
        (await consumer.DotNet("app", "restore")).ShouldSucceed();
        (await consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings();
        consumer.ShouldHold(Bin, "1.0.0");
    }

    [Fact]
    public async Task AReadOnlyPackageFolderServesBuildRollbackAndPublishAndStaysAsItIs()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        foreach (string version in (string[])["1.0.0", "1.1.0"])
        {
            consumer.Service(ConsumerWorkspace.Reference(version));
            (await consumer.DotNet("app", "restore")).ShouldSucceed();
            foreach (string file in Directory.EnumerateFiles(consumer.PackageFolder(version), "*", SearchOption.AllDirectories))
            {
                File.SetAttributes(file, FileAttributes.ReadOnly);
            }
        }

        foreach (string version in (string[])["1.0.0", "1.1.0", "1.0.0"])
        {
            consumer.Service(ConsumerWorkspace.Reference(version));
            (await consumer.DotNet("app", "publish", "-c", "Debug", "-o", consumer.Workspace["out"])).ShouldSucceedWithoutWarnings();

            consumer.ShouldHold(Bin, version);
            consumer.ShouldHold("out", version);
        }

        PackageFile package = consumer.Workspace.Feed.Open(PackedModels.Sentiment, "1.1.0");
        Assert.Equal(package.ReadBytes("modelpack/files/weights.bin"), await File.ReadAllBytesAsync(Path.Combine(consumer.PackageFolder("1.1.0"), "modelpack", "files", "weights.bin"), TestContext.Current.CancellationToken));
        await File.WriteAllTextAsync(consumer.Workspace[$"out/models/{PackedModels.Sentiment}/weights.bin"], "a published file is the service's own", TestContext.Current.CancellationToken);
        (await consumer.DotNet("app", "clean", "-c", "Debug")).ShouldSucceedWithoutWarnings();
        Assert.False(Directory.Exists(consumer.Workspace[$"{Bin}/models"]));
    }

    private static bool IsAboutPlacing(string message) => message.StartsWith("ModelPack: ", StringComparison.Ordinal) && message.Contains(" copied,", StringComparison.Ordinal);

    [GeneratedRegex("Delete the folder '(?<folder>[^']+)'")]
    private static partial Regex FolderToDelete();
}
