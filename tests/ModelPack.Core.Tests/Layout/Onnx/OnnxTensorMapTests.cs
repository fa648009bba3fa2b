using System.Buffers.Binary;
using ModelPack.Core.Layout;
using ModelPack.Core.Layout.Onnx;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Layout.Onnx;

/// <summary>Which tensors move.</summary>
public sealed class OnnxTensorMapTests : IDisposable
{
    private const int Int32 = 6;

    private readonly TempFolder _folder = new("map");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TensorsFrom4KibOnMove()
    {
        OnnxTensorMap map = Read(new GraphBuilder()
            .Initializer(Raw("small", OnnxTypes.Float, [1023]))
            .Initializer(Raw("large", OnnxTypes.Float, [1024])));

        Assert.True(map.CanMove);
        Assert.Null(map.Reason);
        MovableTensor tensor = Assert.Single(map.Tensors);
        Assert.Equal(("large", false), (tensor.Name, tensor.WasExternal));
        Assert.Equal(new FileRange(map.Path, File.ReadAllBytes(map.Path).AsSpan().LastIndexOf("large"u8) + 5 + 3, 4096), tensor.Data);
        Assert.Empty(map.DataFiles);
    }

    [Fact]
    public void ListsOfWholeNumbersBelow64KibStay() => Assert.Equal(
        ["long list", "matrix"],
        Names(new GraphBuilder()
            .Initializer(Raw("list", OnnxTypes.Int64, [8191]))
            .Initializer(Raw("list32", Int32, [16383]))
            .Initializer(Raw("long list", OnnxTypes.Int64, [8192]))
            .Initializer(Raw("matrix", OnnxTypes.Int64, [1, 512]))));

    [Fact]
    public void NumbersInOnePackedRunMove() => Assert.Equal(
        ["floats", "doubles"],
        Names(new GraphBuilder()
            .Initializer(Head("floats", OnnxTypes.Float, 2000).Bytes(4, new byte[8000]))
            .Initializer(Head("doubles", OnnxTypes.Double, 1000).Bytes(10, new byte[8000]))));

    [Theory]
    [InlineData("two runs")]
    [InlineData("not packed")]
    [InlineData("two kinds of data")]
    [InlineData("text")]
    [InlineData("varints")]
    [InlineData("another type")]
    [InlineData("no type")]
    [InlineData("unknown type")]
    [InlineData("too short")]
    [InlineData("too long")]
    [InlineData("impossible shape")]
    [InlineData("a reference that does not count")]
    public void WhatIsInNoPlainFormStays(string what)
    {
        ProtoWriter tensor = what switch
        {
            "two runs" => Head(what, OnnxTypes.Float, 2000).Bytes(4, new byte[4000]).Bytes(4, new byte[4000]),
            "not packed" => Enumerable.Range(0, 2000).Aggregate(Head(what, OnnxTypes.Float, 2000), (head, i) => head.Float(4, i)),
            "two kinds of data" => Head(what, OnnxTypes.Float, 2000).Bytes(4, new byte[8000]).Bytes(9, new byte[8000]),
            "text" => Enumerable.Range(0, 2000).Aggregate(Head(what, OnnxTypes.String, 2000), (head, i) => head.Text(6, "text")),
            "varints" => Head(what, Int32, 2, 4000).Bytes(5, new byte[8000]),
            "another type" => Head(what, OnnxTypes.Double, 1000).Bytes(4, new byte[8000]),
            "no type" => new ProtoWriter().Varint(1, 8000).Bytes(9, new byte[8000]),
            "unknown type" => Raw(what, 999, [8000], 8000),
            "too short" => Raw(what, OnnxTypes.Float, [2001], 8000),
            "too long" => Raw(what, OnnxTypes.Float, [1999], 8000),
            "impossible shape" => Raw(what, OnnxTypes.Float, [-1, -2000], 8000),
            _ => Raw(what, OnnxTypes.Float, [2000]).Message(13, OnnxProto.Entry("location", "weights.bin")),
        };

        Assert.Equal(["x"], Names(new GraphBuilder().Initializer(tensor).Initializer(Raw("x", OnnxTypes.Float, [1024]))));
    }

    [Fact]
    public void PackedElementsOfFourBitsMove() => Assert.Equal(["x"], Names(new GraphBuilder().Initializer(Raw("x", OnnxTypes.Int4, [9001], 4501))));

    [Fact]
    public void TensorsOfGraphsInsideMoveAndThoseOfAttributesAndSparseOnesStay() => Assert.Equal(
        ["inner", "innermost"],
        Names(new GraphBuilder()
            .Field(15, new ProtoWriter().Message(1, Raw("sparse", OnnxTypes.Float, [2000])))
            .Node("Constant", [], ["y"], [OnnxProto.TensorAttribute("value", Raw("constant", OnnxTypes.Float, [2000]))])
            .Node("If", ["c"], ["y"], [OnnxProto.GraphAttribute("then_branch", new GraphBuilder()
                .Initializer(Raw("inner", OnnxTypes.Float, [2000]))
                .Node("Custom", [], [], [new ProtoWriter().Message(11, new GraphBuilder().Initializer(Raw("innermost", OnnxTypes.Float, [2000])).Build())]))])));

    [Fact]
    public void TensorsOfFunctionsStay() => Assert.Equal(
        ["x"],
        Names(new GraphBuilder().Initializer(Raw("x", OnnxTypes.Float, [2000])), model => model.Field(25, new ProtoWriter().Message(7, OnnxProto.Node("If", [], [], [
            OnnxProto.GraphAttribute("then_branch", new GraphBuilder().Initializer(Raw("inside", OnnxTypes.Float, [2000])))])))));

    [Fact]
    public void WhatIsInAnotherFileMovesWhereverTheRuntimeReadsIt()
    {
        _folder.Write("weights.bin", new byte[100]);
        _folder.Write("sub/more.bin", new byte[100]);
        _folder.Write("training.bin", new byte[100]);
        ProtoWriter External(string name, string location, long? offset = null, long? length = null) => OnnxProto.ExternalTensor(name, OnnxTypes.Float, [2], location, offset, length);

        OnnxTensorMap map = Read(
            new GraphBuilder()
                .Initializer(External("graph", "weights.bin", 4))
                .Initializer(External("empty", "weights.bin", 0).Varint(1, 0))
                .Node("Constant", [], ["y"], [OnnxProto.TensorAttribute("value", External("constant", "./sub/more.bin", 8, 8))])
                .Node("If", [], [], [OnnxProto.GraphAttribute("then_branch", new GraphBuilder().Initializer(External("inner", "sub/more.bin", 16)))])
                .Field(15, new ProtoWriter().Message(1, External("sparse", "weights.bin", 92))),
            model => model
                .Field(20, new ProtoWriter().Message(1, new GraphBuilder().Initializer(External("training", "training.bin")).Build()))
                .Field(25, new ProtoWriter().Message(7, OnnxProto.Node("Constant", [], [], [OnnxProto.TensorAttribute("value", External("function", "weights.bin", 12, 8))]))));

        Assert.Equal(["graph", "constant", "inner", "sparse", "function"], map.Tensors.Select(tensor => tensor.Name));
        Assert.All(map.Tensors, tensor => Assert.True(tensor.WasExternal));
        Assert.Equal(
            [new("weights.bin", 4, 8), new("sub/more.bin", 8, 8), new("sub/more.bin", 16, 8), new("weights.bin", 92, 8), new FileRange("weights.bin", 12, 8)],
            map.Tensors.Select(tensor => tensor.Data with { File = Path.GetRelativePath(_folder.Path, tensor.Data.File).Replace('\\', '/') }));
        Assert.Equal([_folder["weights.bin"], Path.GetFullPath(_folder["sub/more.bin"])], map.DataFiles);
        MapAssert.IsReversible(map.Path);
    }

    [Fact]
    public void TensorsMayShareARange()
    {
        _folder.Write("weights.bin", new byte[100]);

        Assert.Equal(["a", "b"], Names(new GraphBuilder()
            .Initializer(OnnxProto.ExternalTensor("a", OnnxTypes.Float, [2], "weights.bin", 4, 8))
            .Initializer(OnnxProto.ExternalTensor("b", OnnxTypes.Double, [1], "weights.bin", 4))));
    }

    [Fact]
    public void OfVeryManyTensorsOnlyTheLargestMove()
    {
        GraphBuilder graph = new();
        for (int i = 0; i < 20; i++)
        {
            graph.Initializer(Raw($"{i}", OnnxTypes.UInt8, [i % 2 == 0 ? 5000 : 20_000]));
        }

        string path = _folder.Write("model.onnx", new OnnxBuilder(graph).Build());

        Assert.Equal(20, OnnxTensorMap.Read(path, OnnxTensorMap.LeastBytes, mostMoved: 20).Tensors.Count);
        Assert.All(OnnxTensorMap.Read(path, OnnxTensorMap.LeastBytes, mostMoved: 19).Tensors, tensor => Assert.Equal(20_000, tensor.Data.Length));
        Assert.False(OnnxTensorMap.Read(path, OnnxTensorMap.LeastBytes, mostMoved: 9).CanMove);
    }

    private IEnumerable<string> Names(GraphBuilder graph, Func<OnnxBuilder, OnnxBuilder>? more = null)
    {
        OnnxTensorMap map = Read(graph, more);
        MapAssert.IsReversible(map.Path);
        return map.Tensors.Select(tensor => tensor.Name);
    }

    private OnnxTensorMap Read(GraphBuilder graph, Func<OnnxBuilder, OnnxBuilder>? more = null)
    {
        OnnxBuilder model = new(graph);
        return OnnxTensorMap.Read(_folder.Write("model.onnx", (more?.Invoke(model) ?? model).Build()));
    }

    private static ProtoWriter Head(string name, int type, params long[] dims)
    {
        ProtoWriter tensor = new ProtoWriter().PackedVarints(1, dims).Varint(2, type);
        return tensor.Text(8, name);
    }

    private static ProtoWriter Raw(string name, int type, long[] dims, int? bytes = null)
    {
        int size = type switch { OnnxTypes.Int64 => 8, OnnxTypes.UInt8 => 1, _ => 4 };
        byte[] data = new byte[bytes ?? (int)dims.Aggregate((product, next) => product * next) * size];
        for (int i = 0; i + 4 <= data.Length; i += 4)
        {
            BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(i), i);
        }

        return OnnxProto.Tensor(name, type, dims, data);
    }
}
