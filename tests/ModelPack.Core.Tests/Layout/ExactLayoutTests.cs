using ModelPack.Core.Layout;

namespace ModelPack.Core.Tests.Layout;

/// <summary>How files are cut that services get as they are. Each package is given back by <see cref="Package.Pack"/>.</summary>
public sealed class ExactLayoutTests
{
    private const int Slack = (int)(Package.ShardSize / 64);

    private static readonly string[] Formats = ["safetensors", "gguf"];

    public static TheoryData<string, int> FormatsAndSeeds => [.. Formats.SelectMany(format => Enumerable.Range(1, 10).Select(seed => (format, seed)))];

    public static TheoryData<string> AllFormats => [.. Formats];

    [Theory]
    [MemberData(nameof(AllFormats))]
    public void LargeTensorsHaveShardsOfTheirOwn(string format)
    {
        using Package package = new();
        TestTensor[] tensors = [.. Enumerable.Range(0, 5).Select(i => TestTensor.Random($"t{i}", i, Package.Large + (i * 4096)))];
        package.Add("m." + format, Make(format, tensors));

        PackedLayout packed = package.Pack();

        Assert.Equal(FileLayout.Exact, packed["m." + format].Layout);
        Assert.Equal(tensors.Select(tensor => Package.Sha256(tensor.Data)), packed["m." + format].Shards.Skip(1).Select(shard => shard.Sha256));
    }

    [Theory]
    [MemberData(nameof(AllFormats))]
    public void ALittleBeforeALargeTensorGoesWithItButNeverTheHeader(string format)
    {
        using Package package = new();
        TestTensor[] tensors =
        [
            TestTensor.Random("a", 1, Package.Large), TestTensor.Random("bias", 2, 256), TestTensor.Random("b", 3, Package.Large), TestTensor.Random("c", 4, Package.Large),
            TestTensor.Random("d", 5, Package.Large), TestTensor.Random("more", 6, 8192), TestTensor.Random("e", 7, Package.Large),
        ];
        package.Add("m." + format, Make(format, tensors));

        long[] lengths = [.. package.Pack()["m." + format].Shards.Skip(1).Select(shard => shard.Length)];

        Assert.Equal([Package.Large, Package.Large + 256, Package.Large, Package.Large, 8192, Package.Large], lengths);
    }

    [Theory]
    [MemberData(nameof(FormatsAndSeeds))]
    public void TwoFineTunesShareAllButTheTensorsThatDiffer(string format, int seed)
    {
        Random random = new(seed);
        using Package package = new();
        TestTensor[] tensors = [.. Enumerable.Range(0, 30).Select(i => TestTensor.Random($"t{i}", (seed * 100) + i, i % 5 == 4 ? 512 : random.Next(Package.Large, 3 * Package.Large) / 32 * 32))];
        package.Add("m." + format, Make(format, tensors));
        PackedLayout first = package.Pack();

        long changed = 0;
        foreach (int i in Enumerable.Range(0, 30).Where(i => i % 5 != 4 && random.Next(6) == 0))
        {
            tensors[i] = TestTensor.Random(tensors[i].Name, (seed * 100) + 50 + i, tensors[i].Data.Length);
            changed += tensors[i].Data.Length;
        }

        package.Add("m." + format, Make(format, tensors, "another name"));
        PackedLayout second = package.Pack();

        // The header, and at most a little beside each changed tensor.
        Assert.InRange(second.BytesBeyond(first), changed, changed + Slack);
    }

    [Theory]
    [MemberData(nameof(FormatsAndSeeds))]
    public void AChangedSmallTensorChangesItsRunOnly(string format, int seed)
    {
        using Package package = new();
        TestTensor[] tensors = [.. Enumerable.Range(0, 300).Select(i => TestTensor.Random($"t{i}", (seed * 1000) + i, 4096))];
        package.Add("m." + format, Make(format, tensors));
        PackedLayout first = package.Pack();

        tensors[150] = TestTensor.Random("t150", seed + 500_000, 4096);
        package.Add("m." + format, Make(format, tensors));
        PackedLayout second = package.Pack();

        // It may end a run, or no longer end one.
        Assert.InRange(second.Shards.Keys.Count(shard => !first.Shards.ContainsKey(shard)), 1, 2);
    }

    [Theory]
    [MemberData(nameof(AllFormats))]
    public void ATensorLargerThanAShardIsCutByItsContent(string format)
    {
        using Package package = new();
        byte[] data = Package.Random(1, 8 * (int)Package.ShardSize);
        package.Add("m." + format, Make(format, [TestTensor.Random("a", 2, 256), new TestTensor("embedding", data), TestTensor.Random("b", 3, 256)]));
        PackedLayout first = package.Pack();
        Assert.All(first.Plan.Shards, shard => Assert.InRange(shard.Length, 1, Package.ShardSize));

        data[data.Length / 2] ^= 1;
        package.Add("m." + format, Make(format, [TestTensor.Random("a", 4, 256), new TestTensor("embedding", data), TestTensor.Random("b", 3, 256)]));
        PackedLayout second = package.Pack();

        Assert.InRange(second.Shards.Keys.Count(shard => !first.Shards.ContainsKey(shard)), 2, 4);
    }

    [Fact]
    public void BytesBehindTheTensorsOfAGgufFileAreKept()
    {
        using Package package = new();
        package.Add("a.gguf", WeightFiles.Gguf([TestTensor.Random("a", 1, 80_000)], behind: Package.Random(2, 100)));
        package.Add("b.gguf", WeightFiles.Gguf([TestTensor.Random("a", 1, 80_000)], behind: Package.Random(2, 80_000)));

        PackedLayout packed = package.Pack();

        Assert.Equal(2, packed["a.gguf"].Shards.Count);
        Assert.Equal(3, packed["b.gguf"].Shards.Count);
    }

    [Fact]
    public void AFileThatIsNoSafetensorsFileIsCutByItsContent()
    {
        using Package package = new();
        package.Add("m.safetensors", Package.Random(1, 1 << 20));

        Assert.InRange(package.Pack()["m.safetensors"].Shards.Count, 10, 60);
    }

    [Fact]
    public void ALargeHeaderIsItsOwnShard()
    {
        using Package package = new();
        package.Add("m.gguf", WeightFiles.Gguf([TestTensor.Random("a", 1, 80_000)], tokens: 20_000));

        Assert.Equal([Package.ShardSize / 2, 80_000], package.Pack()["m.gguf"].Shards.Select(shard => shard.Length > 200_000 ? Package.ShardSize / 2 : shard.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void BytesInsertedIntoAnyFileChangeTheShardsAroundThem(int seed)
    {
        Random random = new(seed);
        using Package package = new();
        byte[] content = Package.Random(seed, 4 << 20);
        package.Add("m.bin", content);
        PackedLayout first = package.Pack();
        Assert.InRange(first.Plan.Shards.Count, 60, 260);

        foreach (int at in new[] { 0, content.Length, random.Next(content.Length) })
        {
            package.Add("m.bin", [.. content[..at], .. Package.Random(seed + 100, random.Next(1, 1000)), .. content[at..]]);
            PackedLayout second = package.Pack();
            Assert.InRange(second.Shards.Keys.Count(shard => !first.Shards.ContainsKey(shard)), 1, 3);
        }
    }

    private static byte[] Make(string format, IReadOnlyList<TestTensor> tensors, string name = "pt")
        => format == "gguf" ? WeightFiles.Gguf(tensors, name) : WeightFiles.Safetensors(tensors, name);
}
