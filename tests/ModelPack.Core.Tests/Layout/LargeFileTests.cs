using System.Text;
using ModelPack.Core.Content;
using ModelPack.Core.Layout;
using ModelPack.Core.Onnx;
using ModelPack.Core.Tests.Gguf;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Layout;

/// <summary>Files beyond 2 and 4 GiB. Most of them are holes, which take no space and are not read but where <c>MODELPACK_SOAK</c> is 1.</summary>
public sealed class LargeFileTests
{
    private const long Hole = (4L << 30) + (300 << 20);
    private static readonly LayoutOptions Options = new(1, 128 << 20, 8L << 30);

    private static bool IsSoak => Environment.GetEnvironmentVariable("MODELPACK_SOAK") == "1";

    [Fact]
    public void ExternalDataBeyond4GiB()
    {
        using TempFolder folder = new("large");
        TestTensor small = TestTensor.Random("small", 1, 100_000);
        string data = Sparse(folder, "m.data", [], Hole, small.Data);
        string model = folder.Write("m.onnx", new OnnxBuilder(new GraphBuilder()
            .Initializer(OnnxProto.ExternalTensor("huge", OnnxTypes.Float, [Hole / 4], "m.data", 0, Hole))
            .Initializer(OnnxProto.ExternalTensor("small", OnnxTypes.Float, [25_000], "m.data", Hole, 100_000))).Build());

        LayoutPlan plan = Plan(folder, model, data);

        Assert.Equal([Hole, 100_000], plan.Shards.Select(shard => shard.Length));
        Assert.Equal(Package.Sha256(small.Data), ShardContent.Digest(plan.Shards[1], TestContext.Current.CancellationToken));
        CheckAndRebuild(plan);
    }

    [Fact]
    public void AnOnnxFileBeyond4GiB()
    {
        using TempFolder folder = new("large");
        TestTensor small = TestTensor.Random("small", 1, 100_000);

        // The tensor's and the graph's lengths are written by hand: no array holds them.
        byte[] huge = [.. OnnxProto.ExternalTensor("huge", OnnxTypes.Float, [Hole / 4], "").ToArray().TakeWhile(value => value != 0x6a), .. new ProtoWriter().Tag(9, 2).RawVarint(Hole).ToArray()];
        byte[] rest = new ProtoWriter().Message(5, OnnxProto.Tensor("small", OnnxTypes.Float, [25_000], small.Data)).Text(2, "graph").ToArray();
        byte[] inner = [.. new ProtoWriter().Tag(5, 2).RawVarint((ulong)(huge.Length + Hole)).ToArray(), .. huge];
        byte[] head = [.. new ProtoWriter().Varint(1, 8).Message(8, OnnxProto.Opset("", 17)).Tag(7, 2).RawVarint((ulong)(inner.Length + Hole + rest.Length)).ToArray(), .. inner];
        string model = Sparse(folder, "m.onnx", head, Hole, rest);

        LayoutPlan plan = Plan(folder, model);

        Assert.Empty(plan.Notes);
        Assert.Equal([Hole, 100_000], plan.Shards.Select(shard => shard.Length));
        Assert.Equal(Package.Sha256(small.Data), ShardContent.Digest(plan.Shards[1], TestContext.Current.CancellationToken));
        CheckAndRebuild(plan);
    }

    [Fact]
    public void AGgufFileBeyond4GiB()
    {
        using TempFolder folder = new("large");
        byte[] head = new GgufFile().Text("general.architecture", "llama").Tensor("huge", [Hole / 4], 0, 0).Tensor("small", [25_000], 0, Hole).Make(1);
        string model = Sparse(folder, "m.gguf", head[..^1], Hole, Package.Random(1, 100_000));

        LayoutPlan plan = Plan(folder, Options with { ShardSize = 7L << 30 }, model);

        Assert.Equal([head.Length - 1, Hole, 100_000], plan.Shards.Select(shard => shard.Length));
        Assert.Equal(Package.Sha256(Package.Random(1, 100_000)), ShardContent.Digest(plan.Shards[2], TestContext.Current.CancellationToken));
        CheckAndRebuild(plan);
    }

    [Fact]
    public void AnyFileBeyond4GiB()
    {
        Assert.SkipUnless(IsSoak, "MODELPACK_SOAK is not 1: the whole file is read.");
        using TempFolder folder = new("large");
        string file = Sparse(folder, "m.bin", [], Hole, Package.Random(1, 256 << 20));

        LayoutPlan plan = Plan(folder, file);

        Assert.InRange(plan.Shards.Count, 45, 90);
        CheckAndRebuild(plan);
    }

    private static LayoutPlan Plan(TempFolder folder, params string[] files) => Plan(folder, Options, files);

    private static LayoutPlan Plan(TempFolder folder, LayoutOptions options, params string[] files)
    {
        DigestMemory memory = new(folder["x.modelproj"]);
        RangeWork work = new(memory, TestContext.Current.CancellationToken);
        LayoutInput[] inputs = [.. files.Select(file => new LayoutInput(Path.GetFileName(file), file, new FileInfo(file).Length, null, false, Path.GetExtension(file) is ".onnx" or ".gguf" ? ModelFormatDetector.Detect(file) : ModelFormat.Unknown))];
        LayoutPlan plan = LayoutPlanner.Plan(inputs, options, memory, work, TestContext.Current.CancellationToken);
        Assert.True(IsSoak || work.BytesRead < 1 << 20, $"{work.BytesRead} bytes read.");
        return plan;
    }

    /// <summary>Gives every file back where this is a soak run, else only checks; then the digest of a hole is any.</summary>
    private static void CheckAndRebuild(LayoutPlan plan)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        for (int i = 0; i < plan.Shards.Count; i++)
        {
            plan.Shards[i].Sha256 = IsSoak || plan.Shards[i].Length < 1 << 20 ? ShardContent.Digest(plan.Shards[i], cancellation) : Package.Sha256(BitConverter.GetBytes(i));
        }

        foreach (PlannedFile file in plan.Files)
        {
            string sha256 = IsSoak ? Files.FileDigest.Compute(file.FullPath, cancellation) : new string('0', 64);
            using MemoryStream recipe = new();
            if (file.Layout == FileLayout.Tensor)
            {
                LayoutFiles.WriteRecipe(file, sha256, recipe, cancellation);
                recipe.Position = 0;
            }

            LayoutCheck.Check(file, sha256, recipe, cancellation);
            recipe.Position = 0;
            if (IsSoak)
            {
                ShardContent.Verify(file, sha256, recipe, shard => new ShardStream(plan.Shards.First(other => other.Sha256 == shard)), cancellation);
            }

            if (file.HasGraph)
            {
                using MemoryStream graph = new();
                LayoutFiles.WriteGraph(file, graph, cancellation);
                Assert.Contains(Hole.ToString(System.Globalization.CultureInfo.InvariantCulture), Encoding.Latin1.GetString(graph.ToArray()), StringComparison.Ordinal);
            }
        }
    }

    private static string Sparse(TempFolder folder, string name, byte[] head, long hole, byte[] tail)
    {
        string path = folder.Write(name, head);
        using FileStream stream = File.OpenWrite(path);
        stream.SetLength(head.Length + hole);
        stream.Position = stream.Length;
        stream.Write(tail);
        return path;
    }
}
