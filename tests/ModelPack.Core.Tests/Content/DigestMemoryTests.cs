using ModelPack.Core.Content;
using ModelPack.Core.Layout;
using ModelPack.Core.Tests.Layout;

namespace ModelPack.Core.Tests.Content;

public sealed class DigestMemoryTests
{
    [Fact]
    public void WhatWasDigestedIsRememberedForTheSameStateOfTheFile()
    {
        using Package package = new();
        string path = package.Add("a.bin", [1, 2, 3]).PathOf("a.bin");
        string digest = Sha256(package, path);

        Assert.Equal(Package.Sha256([1, 2, 3]), digest);
        Assert.Equal(digest, Sha256(package, path));
        File.WriteAllBytes(path, [3, 2, 1]);
        Assert.Equal(Package.Sha256([3, 2, 1]), Sha256(package, path));
    }

    [Fact]
    public void ABuildForgetsTheFilesThatItDidNotUseAndKeepsWhatPlansNeed()
    {
        using Package package = MakeAndPack();
        DigestMemory build = package.Memory();
        build.Sha256(package.PathOf("b.bin"), TestContext.Current.CancellationToken);
        build.EndFiles();
        build.Save();

        string text = File.ReadAllText(StoreFile(package));

        Assert.Contains("b.bin\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain($"file\t{Package.Sha256([1])}", text, StringComparison.Ordinal);
        Assert.Equal(0, package.Pack().BytesRead);
    }

    [Fact]
    public void APlanKeepsTheDigestsOfFilesAndForgetsTheRestThatItDidNotUse()
    {
        using Package package = MakeAndPack();
        package.Remove("a.bin");
        package.Pack();

        string text = File.ReadAllText(StoreFile(package));

        Assert.Contains($"file\t{Package.Sha256([1])}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("a.bin\n", text.Replace("\ta.bin", "", StringComparison.Ordinal)[text.IndexOf("in\t", StringComparison.Ordinal)..], StringComparison.Ordinal);
        package.AddExisting("a.bin", package.PathOf("a.bin"));
        Assert.NotEqual(0, package.Pack().BytesRead);
    }

    [Fact]
    public async Task AMemoryIsSavedWhileAnotherThreadLearns()
    {
        using Package package = new();
        string path = package.Add("a.bin", [1]).PathOf("a.bin");
        DigestMemory memory = package.Memory();
        memory.Observe([path]);

        Task learning = Task.Run(
            () =>
            {
                for (int offset = 0; offset < 50_000; offset++)
                {
                    memory.Remember(new FileRange(path, offset, 1), "0");
                    memory.RememberNumbers(path, $"{offset}", [offset]);
                }
            },
            TestContext.Current.CancellationToken);
        do
        {
            memory.Save();
        }
        while (!learning.IsCompleted);

        await learning;
    }

    [Fact]
    public void APlanThatFailedForgetsNothing()
    {
        using Package package = MakeAndPack();
        DigestMemory memory = package.Memory();
        Assert.Throws<IOException>(() => LayoutPlanner.Plan([.. package.Files.Select(file => file with { Size = file.Size + 1 })], package.Options, memory, TestContext.Current.CancellationToken));
        memory.Save();

        Assert.Equal(0, package.Pack().BytesRead);
    }

    [Fact]
    public void DamagedContentIsNoMemory()
    {
        using Package package = MakeAndPack();
        string store = StoreFile(package);
        byte[] content = File.ReadAllBytes(store);
        List<byte[]> damaged = [[], content[..^1], content[..(content.Length / 2)], Package.Random(1, 1000), [.. content, 10], "ModelPack digests 3\n"u8.ToArray()];
        for (int i = 0; i < content.Length; i += 97)
        {
            byte[] flipped = (byte[])content.Clone();
            flipped[i] ^= 4;
            damaged.Add(flipped);
        }

        foreach (byte[] bytes in damaged)
        {
            File.WriteAllBytes(store, bytes);
            DigestMemory memory = package.Memory();
            RangeWork work = new(memory, TestContext.Current.CancellationToken);
            LayoutPlan plan = LayoutPlanner.Plan([.. package.Files], package.Options, memory, work, TestContext.Current.CancellationToken);
            Assert.NotEqual(0, work.BytesRead);
            Assert.All(plan.Shards, shard => Assert.True(shard.Sha256 is null || shard.Pieces.Count == 1));
        }

        File.WriteAllBytes(store, content);
        Assert.Equal(0, package.Pack().BytesRead);
    }

    [Fact]
    public void ContentOfAnotherKindIsNoMemory()
    {
        using Package package = MakeAndPack();
        string store = StoreFile(package);
        foreach (string line in new[] { "x", "range\tabc\t1\t2", "in\t?\tx\nrange\tabc\t-1\t2", "in\t?\tx\nnumbers\ta\tb", "in\t?\tx\nrange\tabc\t99999999999999999999\t2", "what\ta\tb" })
        {
            string text = $"ModelPack digests 2\n{line}\n";
            File.WriteAllText(store, $"{text}end\t{Package.Sha256(System.Text.Encoding.UTF8.GetBytes(text))}\n");
            _ = package.Memory().Sha256(package.PathOf("a.bin"), TestContext.Current.CancellationToken);
        }

        Assert.NotEqual(0, package.Pack().BytesRead);
    }

    [Fact]
    public void AStoreThatIsAFolderIsNoMemory()
    {
        using Package package = MakeAndPack();
        string store = StoreFile(package);
        File.Delete(store);
        Directory.CreateDirectory(store);

        Assert.NotEqual(0, package.Pack().BytesRead);
        Directory.Delete(store);
    }

    [Fact]
    public void AnUnchangedMemoryIsNotWrittenAgain()
    {
        using Package package = MakeAndPack();
        DateTime old = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(StoreFile(package), old);

        package.Pack();

        Assert.Equal(old, File.GetLastWriteTimeUtc(StoreFile(package)));
    }

    [Fact]
    public void APathWithOddLettersIsRemembered()
    {
        using Package package = new();
        package.Add("a\tb\u2028 ü.bin", Package.Random(1, 100_000));
        package.Pack();

        Assert.Equal(0, package.Pack().BytesRead);
    }

    [Fact]
    public void APathOfTwoLinesHarmsNobody()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such paths.");
        using Package package = new();
        package.Add("a\nb.bin", Package.Random(1, 100_000)).Add("c.bin", Package.Random(2, 100_000));
        package.Pack();

        Assert.InRange(package.Pack().BytesRead, 1, 100_000);
    }

    [Fact]
    public void ADigestTakenOfAnotherStateThanThePlansIsNoticed()
    {
        using Package package = MakeAndPack();
        DigestMemory memory = package.Memory();
        memory.Sha256(package.PathOf("a.bin"), TestContext.Current.CancellationToken);
        File.WriteAllBytes(package.PathOf("a.bin"), Package.Random(9, 100_000));

        Assert.ThrowsAny<IOException>(() => LayoutPlanner.Plan([.. package.Files], package.Options, memory, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void ShardsAreKnownByTheirPiecesWhereverThoseAre()
    {
        using Package package = new();
        TestModel model = new("a.onnx") { Tensors = [.. Enumerable.Range(0, 50).Select(i => TestTensor.Random($"t{i}", i, 8192))] };
        model.WriteTo(package);
        package.Pack();
        model.Labels = "others";
        model.WriteTo(package);

        // The tensors are read to see that they are the same, and the shards then need not be.
        PackedLayout second = package.Pack();
        Assert.Equal(50 * 8192, second.BytesRead);
        Assert.Equal(0, second.Unknown);
    }

    [Fact]
    public void ManyThreadsMayRememberAtOnce()
    {
        using Package package = new();
        package.Add("a.bin", Package.Random(1, 200_000));
        string path = package.PathOf("a.bin");
        DigestMemory memory = package.Memory();
        LayoutPlanner.Plan([.. package.Files], package.Options, memory, TestContext.Current.CancellationToken);

        Parallel.For(0, 2000, i =>
        {
            Shard shard = new([new ShardPiece(new FileRange(path, i % 1000, 10), 0)]) { Sha256 = Package.Sha256(BitConverter.GetBytes(i % 1000)) };
            memory.Remember(shard);
            Assert.Equal(shard.Sha256, memory.Find(shard));
            memory.Sha256(path, TestContext.Current.CancellationToken);
        });
        memory.Save();

        DigestMemory other = package.Memory();
        other.Observe([path]);
        Assert.All(Enumerable.Range(0, 1000), i => Assert.Equal(Package.Sha256(BitConverter.GetBytes(i)), other.Find(new FileRange(path, i, 10))));
    }

    private static Package MakeAndPack()
    {
        Package package = new();
        package.Add("a.bin", Package.Random(1, 100_000)).Add("b.bin", Package.Random(2, 100_000));
        new TestModel("m.onnx") { Tensors = [.. Enumerable.Range(0, 20).Select(i => TestTensor.Random($"t{i}", i, 8192, external: i % 2 == 0))] }.WriteTo(package);
        package.Add("one", [1]);
        DigestMemory build = package.Memory();
        build.Sha256(package.PathOf("one"), TestContext.Current.CancellationToken);
        build.Save();
        package.Remove("one").Pack();
        return package;
    }

    private static string Sha256(Package package, string path)
    {
        DigestMemory memory = package.Memory();
        string digest = memory.Sha256(path, TestContext.Current.CancellationToken);
        memory.Save();
        return digest;
    }

    private static string StoreFile(Package package)
        => Path.Combine(ModelPackStore.Folder!, "digests", Package.Sha256(System.Text.Encoding.UTF8.GetBytes(package.PathOf("model.modelproj")))[..32] + ".tsv");
}
