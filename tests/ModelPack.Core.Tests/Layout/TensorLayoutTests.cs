using ModelPack.Core.Layout;

namespace ModelPack.Core.Tests.Layout;

/// <summary>Where the tensors of <c>.onnx</c> files go. Each package is given back by <see cref="Package.Pack"/>.</summary>
public sealed class TensorLayoutTests
{
    [Theory]
    [InlineData(8192)]
    [InlineData(Package.Large)]
    [InlineData(3 * (int)Package.ShardSize)]
    public void EncoderAndDecoderHaveATensorTogether(int length)
    {
        using Package package = new();
        TestTensor shared = TestTensor.Random("embedding", 1, length);
        new TestModel("decoder.onnx") { Tensors = [TestTensor.Random("d", 2, 80_000), shared with { Name = "lm_head", External = true }] }.WriteTo(package);
        new TestModel("encoder.onnx") { Tensors = [TestTensor.Random("e", 3, 80_000), shared, shared with { Name = "again" }] }.WriteTo(package);

        PackedLayout packed = package.Pack();

        Assert.Equal([80_000, length, 80_000], packed.Plan.Shards.Select(shard => shard.Length));
        Assert.Equal(160_000 + length, packed.Shards.Values.Sum(shard => (long)shard.Length));
        Assert.Contains(packed["decoder.onnx.data"].Shards[0], packed["encoder.onnx"].Shards);
    }

    [Fact]
    public void LargeTensorsAreReadOnlyIfTheyMayBeEqual()
    {
        using Package package = new();
        byte[] almost = Package.Random(1, Package.Large);
        almost[0] ^= 1;
        TestModel model = new("a.onnx") { Tensors = [.. Enumerable.Range(1, 8).Select(i => TestTensor.Random($"t{i}", i, Package.Large))] };
        model.WriteTo(package);
        Assert.Equal(8 * 4096, package.Pack().BytesRead);

        // Equal in the middle, and not elsewhere.
        model.Tensors.Add(new TestTensor("almost", almost));
        model.WriteTo(package);
        PackedLayout packed = package.Pack();

        Assert.Equal((9 * 4096) + (2 * Package.Large), packed.BytesRead);
        Assert.Equal(9, packed.Plan.Shards.Count);
    }

    [Fact]
    public void SmallTensorsAreAlignedToPagesAndTinyOnesToCacheLines()
    {
        using Package package = new();
        int[] lengths = [4096, 5000, 100, 64, 200, 8192, 4, 70_000];
        new TestModel("a.onnx") { Tensors = [.. lengths.Select((length, i) => TestTensor.Random($"t{i}", i, length, external: true))] }.WriteTo(package);

        foreach (Shard shard in package.Pack().Plan.Shards)
        {
            long offset = 0;
            foreach (ShardPiece piece in shard.Pieces)
            {
                Assert.Equal(0, offset % (piece.Data.Length < 4096 ? 64 : 4096));
                offset += piece.Data.Length + piece.Padding;
            }

            Assert.Equal(0, shard.Pieces[^1].Padding);
            Assert.Equal(offset, shard.Length);
        }
    }

    [Fact]
    public void RunsOfSmallTensorsHaveAnAverageLength()
    {
        using Package package = new();
        new TestModel("a.onnx") { Tensors = [.. Enumerable.Range(0, 2000).Select(i => TestTensor.Random($"t{i}", i, 4096))] }.WriteTo(package);

        long[] lengths = [.. package.Pack().Plan.Shards.Select(shard => shard.Length)];

        Assert.InRange(lengths.Average(), Package.Large * 0.8, Package.Large * 1.25);
        Assert.All(lengths, length => Assert.InRange(length, 4096, Package.ShardSize));
    }

    [Fact]
    public void ALargeTensorDoesNotInterruptARun()
    {
        using Package package = new();
        TestTensor[] small = [.. Enumerable.Range(0, 40).Select(i => TestTensor.Random($"t{i}", i, 4096))];
        TestModel model = new("a.onnx") { Tensors = [.. small] };
        model.WriteTo(package);
        PackedLayout before = package.Pack();

        model.Tensors.Insert(20, TestTensor.Random("large", 99, Package.Large));
        model.WriteTo(package);
        PackedLayout after = package.Pack();

        Assert.Equal(Package.Large, after.BytesBeyond(before));
    }

    [Fact]
    public void AFileThatIsNoModelIsNotLaidOutByTensor()
    {
        using Package package = new();
        package.Add("a.bin", Package.Random(1, 100_000), FileLayout.Tensor).Add("b.safetensors", Package.Random(2, 100_000), FileLayout.Tensor);

        Assert.All(package.Pack().Plan.Files, file => Assert.Equal(FileLayout.Exact, file.Layout));
    }
}
