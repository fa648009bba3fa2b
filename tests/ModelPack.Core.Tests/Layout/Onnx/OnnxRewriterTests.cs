using ModelPack.Core.Layout.Onnx;
using ModelPack.Core.Onnx;
using ModelPack.Core.Tests.Fuzzing;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Layout.Onnx;

/// <summary>A graph with other references is the author's model in every other byte.</summary>
public sealed class OnnxRewriterTests : IDisposable
{
    private const int Models = 150;

    private readonly TempFolder _folder = new("rewriter");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheDataGivesWayToItsPlaceAndNothingElseChanges()
    {
        ProtoWriter head = new ProtoWriter().Text(777, "unknown").Varint(1, 2000).Varint(2, OnnxTypes.Float);
        ProtoWriter Model(ProtoWriter data) => new ProtoWriter()
            .Message(7, new ProtoWriter().Message(5, new ProtoWriter().Raw(head.ToArray()).Raw(data.ToArray()).Text(8, "w")).Text(2, "graph"))
            .Varint(1, 8);
        string path = _folder.Write("model.onnx", Model(new ProtoWriter().Bytes(9, new byte[8000])).ToArray());

        Assert.Equal(
            Model(new ProtoWriter()
                .Message(13, OnnxProto.Entry("location", "shards/é.bin"))
                .Message(13, OnnxProto.Entry("offset", "4096"))
                .Message(13, OnnxProto.Entry("length", "8000"))
                .Varint(14, 1)).ToArray(),
            Write(OnnxTensorMap.Read(path), new TensorLocation("shards/é.bin", 4096)));
    }

    [Fact]
    public void AReferenceGivesWayToAnother()
    {
        _folder.Write("weights.bin", new byte[100]);
        ProtoWriter external = OnnxProto.ExternalTensor("w", OnnxTypes.Float, [2], "weights.bin", 8)
            .Message(13, OnnxProto.Entry("checksum", "abc"))
            .Text(12, "a note")
            .Message(13, OnnxProto.Entry("whatever", "x"));
        string path = _folder.Write("model.onnx", new ProtoWriter().Varint(1, 8).Message(7, new ProtoWriter().Message(5, external)).ToArray());

        ProtoWriter expected = new ProtoWriter().Varint(1, 2).Varint(2, OnnxTypes.Float).Text(8, "w")
            .Message(13, OnnxProto.Entry("location", "shard.bin"))
            .Message(13, OnnxProto.Entry("offset", "0"))
            .Message(13, OnnxProto.Entry("length", "8"))
            .Varint(14, 1)
            .Text(12, "a note");
        Assert.Equal(
            new ProtoWriter().Varint(1, 8).Message(7, new ProtoWriter().Message(5, expected)).ToArray(),
            Write(OnnxTensorMap.Read(path), new TensorLocation("shard.bin", 0)));
    }

    [Fact]
    public void AnEmptyTensorLosesItsReference()
    {
        _folder.Write("weights.bin", new byte[100]);
        string path = _folder.Write("model.onnx", new OnnxBuilder(new GraphBuilder()
            .Initializer(OnnxProto.ExternalTensor("empty", OnnxTypes.Float, [0, 7], "weights.bin", 0, 0))
            .Initializer(OnnxProto.ExternalTensor("w", OnnxTypes.Float, [2], "weights.bin"))).Build());

        OnnxModelFacts facts = OnnxModelReader.Read(_folder.Write("out.onnx", Write(OnnxTensorMap.Read(path), new TensorLocation("shard.bin", 0))));

        Assert.Equal(["w"], facts.ExternalData.Select(reference => reference.Tensor));
        Assert.Equal(2, facts.Parameters);
    }

    [Fact]
    public void EditedModelsAreTheirAuthorsButForPlaces()
    {
        int moved = 0;
        for (int seed = 0; seed < Models; seed++)
        {
            RandomModel model = new(seed);
            moved += MapAssert.IsReversible(model.WriteTo(_folder)).Tensors.Count;
            model.Edit();
            moved += MapAssert.IsReversible(model.WriteTo(_folder), leastBytes: 1024).Tensors.Count;
        }

        Assert.True(moved > 4 * Models, $"{moved} tensors moved.");
    }

    [Fact]
    public void TensorsThatDidNotChangeKeepTheirBytesThroughAnEdit()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            RandomModel model = new(seed);
            string[] before = Contents(model.WriteTo(_folder));
            model.Edit();
            string[] after = Contents(model.WriteTo(_folder));

            Assert.True(before.Except(after).Count() <= 1 && after.Except(before).Count() <= 1, $"Seed {seed}.");
        }
    }

    [Fact]
    public void MutantsAreLeftAloneOrTheirAuthorsButForPlaces()
    {
        int moved = 0;
        Soak.Run(
            "model.onnx",
            [.. Enumerable.Range(0, 30).Select(seed => File.ReadAllBytes(new RandomModel(seed).WriteTo(_folder)))],
            ProtoMutant.Of,
            path =>
            {
                WriteData(path);
                OnnxTensorMap map = OnnxTensorMap.Read(path);
                if (!map.CanMove)
                {
                    return;
                }

                moved++;
                byte[] graph = Write(map, new TensorLocation("shard.bin", 0));
                Assert.Equal(graph.Length, OnnxRewriter.Size(map, _ => new TensorLocation("shard.bin", 0)));
                File.WriteAllBytes(path + ".out", graph);
                Assert.Equal(map.Tensors.Count, OnnxModelReader.Read(path + ".out").ExternalData.Count(reference => !reference.IsOptional));
            });

        Assert.True(moved > 50, $"{moved} mutants have tensors that move.");

        // The external data of all seeds.
        static void WriteData(string path)
        {
            foreach (string location in (string[])["weights.bin", "more/the weights.bin"])
            {
                string file = Path.Combine(Path.GetDirectoryName(path)!, location);
                if (!File.Exists(file))
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                    File.WriteAllBytes(file, new byte[1 << 20]);
                }
            }
        }
    }

    [Fact]
    public void AModelThatChangedIsNotWritten()
    {
        string path = _folder.Write("model.onnx", new OnnxBuilder(new GraphBuilder().Initializer(OnnxProto.Tensor("w", OnnxTypes.UInt8, [5000], new byte[5000]))).Build());
        OnnxTensorMap map = OnnxTensorMap.Read(path);
        File.AppendAllText(path, "x");

        Assert.Throws<IOException>(() => Write(map, new TensorLocation("shard.bin", 0)));
    }

    [Fact]
    public void WritingCanBeCancelled()
    {
        string path = _folder.Write("model.onnx", new OnnxBuilder(new GraphBuilder().Initializer(OnnxProto.Tensor("w", OnnxTypes.UInt8, [5000], new byte[5000]))).Build());

        Assert.Throws<OperationCanceledException>(() => OnnxRewriter.Write(OnnxTensorMap.Read(path), _ => new TensorLocation("shard.bin", 0), Stream.Null, new CancellationToken(canceled: true)));
    }

    private static byte[] Write(OnnxTensorMap map, TensorLocation place)
    {
        using MemoryStream output = new();
        OnnxRewriter.Write(map, _ => place, output, TestContext.Current.CancellationToken);
        return output.ToArray();
    }

    private static string[] Contents(string path) => [.. OnnxTensorMap.Read(path).Tensors.Select(tensor => tensor.Name + Convert.ToHexString(SplitModel.Read(tensor.Data)))];
}
