using ModelPack.Core.Onnx;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Onnx;

public sealed class OnnxModelReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FactsAreThoseOfTheFile()
    {
        byte[] model = new OnnxBuilder(new GraphBuilder("g")
                .Node("Add", ["x", "c"], ["y"])
                .Node("Custom", ["y"], ["z"], domain: "contoso")
                .Initializer("c", [1], 1)
                .Input("x", OnnxTypes.Float, ["batch", 2, null, -1])
                .Output("z", OnnxTypes.Int4, null))
            .ImportOpset("contoso", 3)
            .Metadata("author", "we")
            .Field(4, new ProtoWriter().Raw("contoso"u8))
            .Build();

        OnnxModelFacts facts = Read([.. model, .. new ProtoWriter().Varint(5, 12).ToArray()]);

        Assert.Equal(8, facts.IrVersion);
        Assert.Equal("modelpack-tests 1", facts.Producer);
        Assert.Equal("contoso", facts.Domain);
        Assert.Equal(12, facts.ModelVersion);
        Assert.Equal("g", facts.GraphName);
        Assert.Equal([new("ai.onnx", 17), new("contoso", 3)], facts.Opsets);
        Assert.Equal([new("author", "we")], facts.Metadata);
        Assert.Equal(["ai.onnx", "contoso"], facts.OperatorDomains.Order(StringComparer.Ordinal));
        Assert.Equal(1, facts.Parameters);
        ModelValue x = Assert.Single(facts.Inputs);
        Assert.Equal(("x", "tensor", "float"), (x.Name, x.Type.Kind, x.Type.ElementType));
        Assert.Equal([ModelDimension.Symbolic("batch"), ModelDimension.Fixed(2), ModelDimension.Unknown, ModelDimension.Unknown], x.Type.Shape);
        ModelValue z = Assert.Single(facts.Outputs);
        Assert.Equal(("z", "int4"), (z.Name, z.Type.ElementType));
        Assert.Null(z.Type.Shape);
    }

    [Theory]
    [InlineData("com.microsoft", "MatMulNBits", true)]
    [InlineData("com.microsoft", "MatMulBits4", false)]
    [InlineData("contoso", "MatMulNBits", false)]
    public void WeightsOfAFewBitsAreSeen(string domain, string operatorName, bool expected) =>
        Assert.Equal(expected, Read(new OnnxBuilder(new GraphBuilder().Node(operatorName, ["x"], ["y"], domain: domain)).Build()).HasPackedBitWeights);

    [Fact]
    public void WhatIsAbsentIsNull()
    {
        OnnxModelFacts facts = Read(new ProtoWriter().Message(7, new ProtoWriter()).ToArray());

        Assert.Null(facts.IrVersion);
        Assert.Null(facts.Producer);
        Assert.Null(facts.Domain);
        Assert.Null(facts.ModelVersion);
        Assert.Null(facts.GraphName);
        Assert.Empty(facts.Inputs);
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(8, true)]
    public void InitializersAreNoInputs(int irVersion, bool overridable)
    {
        byte[] model = new OnnxBuilder(new GraphBuilder()
            .Input("a", OnnxTypes.Float, [1])
            .Input("dense", OnnxTypes.Float, [1])
            .Input("sparse", OnnxTypes.Float, [4])
            .Output("y", OnnxTypes.Float, [])
            .Initializer("dense", [1], 1)
            .Field(15, new ProtoWriter()
                .Message(1, OnnxProto.Tensor("sparse", [2], 1, 2))
                .Message(2, OnnxProto.Tensor("indices", OnnxTypes.Int64, [2], new byte[16]))
                .PackedVarints(3, 4))) { IrVersion = irVersion }.Build();

        OnnxModelFacts facts = Read(model);

        Assert.Equal(["a"], facts.Inputs.Select(input => input.Name));
        Assert.Equal(overridable ? ["dense", "sparse"] : [], facts.OverridableInputs.Order(StringComparer.Ordinal));
        Assert.Equal(3, facts.Parameters);
    }

    [Fact]
    public void TypesAreTrees()
    {
        // seq(map(int64, tensor(float))) and optional(seq(sparse_tensor(double))).
        ProtoWriter map = new ProtoWriter().Message(5, new ProtoWriter().Varint(1, OnnxTypes.Int64).Message(2, OnnxProto.TensorType(OnnxTypes.Float, [2])));
        ProtoWriter sequence = new ProtoWriter().Message(4, new ProtoWriter().Message(1, map));
        ProtoWriter sparse = new ProtoWriter().Message(8, new ProtoWriter().Varint(1, OnnxTypes.Double));
        ProtoWriter optional = new ProtoWriter().Message(9, new ProtoWriter().Message(1, new ProtoWriter().Message(4, new ProtoWriter().Message(1, sparse))));
        byte[] model = new OnnxBuilder(new GraphBuilder()
            .Field(12, OnnxProto.Value("a", sequence))
            .Field(12, OnnxProto.Value("b", optional))
            .Field(12, OnnxProto.Value("c", null))
            .Field(12, OnnxProto.Value("d", new ProtoWriter().Message(7, new ProtoWriter())))).Build();

        OnnxModelFacts facts = Read(model);

        Assert.Equal(
            ["sequence(map[int64](tensor:float[2]))", "optional(sequence(sparse_tensor:double))", "unknown", "opaque"],
            facts.Outputs.Select(output => Describe(output.Type)));
    }

    [Fact]
    public void FieldsThatRepeatAreMerged()
    {
        byte[] half = new OnnxBuilder(new GraphBuilder("first").Input("x", OnnxTypes.Float, [1]).Initializer("c", [2], 1, 2)).Build();
        byte[] other = new OnnxBuilder(new GraphBuilder("second")
            .Field(11, new ProtoWriter().Text(1, "z").Message(2, OnnxProto.TensorType(OnnxTypes.Float, [1])).Message(2, OnnxProto.TensorType(OnnxTypes.Double, [2])))
            .Output("y", OnnxTypes.Float, [1])
            .Initializer("x", [1], 1)) { IrVersion = 9 }.Build();

        OnnxModelFacts facts = Read([.. half, .. other]);

        Assert.Equal("second", facts.GraphName);
        Assert.Equal(9, facts.IrVersion);
        Assert.Equal(["z:tensor:double[1,2]"], facts.Inputs.Select(input => $"{input.Name}:{Describe(input.Type)}"));
        Assert.Equal(3, facts.Parameters);
        Assert.Contains("x", facts.OverridableInputs);
    }

    [Fact]
    public void ShapesMayBePacked()
    {
        ProtoWriter tensor = new ProtoWriter().PackedVarints(1, 3, 5).Varint(2, OnnxTypes.Float).Text(8, "w").Bytes(9, new byte[60]);

        OnnxModelFacts facts = Read(new OnnxBuilder(new GraphBuilder().Initializer(tensor)).Build());

        Assert.Equal(15, facts.Parameters);
    }

    [Theory]
    [InlineData(new[] { long.MaxValue, 2 })]
    [InlineData(new[] { -1L })]
    [InlineData(new[] { 1L << 32, 1L << 32, 0 })]
    public void ImpossibleShapesDoNotCount(long[] shape)
    {
        OnnxModelFacts facts = Read(new OnnxBuilder(new GraphBuilder().Initializer("w", shape, 1)).Build());

        Assert.Equal(0, facts.Parameters);
    }

    [Fact]
    public void ParametersNeverOverflow()
    {
        OnnxModelFacts facts = Read(new OnnxBuilder(new GraphBuilder().Initializer("a", [long.MaxValue]).Initializer("b", [long.MaxValue])).Build());

        Assert.Equal(long.MaxValue, facts.Parameters);
    }

    [Fact]
    public void InitializersOfSubgraphsCount()
    {
        GraphBuilder inner = new GraphBuilder().Initializer("w", [7], new float[7]).Node("Foo", [], ["o"], domain: "inner");
        byte[] model = new OnnxBuilder(new GraphBuilder().Node("If", ["c"], ["y"], [OnnxProto.GraphAttribute("then_branch", inner)])).Build();

        OnnxModelFacts facts = Read(model);

        Assert.Equal(7, facts.Parameters);
        Assert.Contains("inner", facts.OperatorDomains);
    }

    [Fact]
    public void NamesThatAreNoUtf8AreRead()
    {
        ProtoWriter input = new ProtoWriter().Bytes(1, [0xff, (byte)'a']);

        OnnxModelFacts facts = Read(new OnnxBuilder(new GraphBuilder().Field(11, input)).Build());

        Assert.Equal("\ufffda", Assert.Single(facts.Inputs).Name);
    }

    [Fact]
    public void LargeMetadataIsLeftOut()
    {
        byte[] model = new OnnxBuilder(new GraphBuilder()).Metadata("large", new string('a', 2_000_000)).Metadata("small", "b").Build();

        OnnxModelFacts facts = Read(model);

        Assert.Equal(["small"], facts.Metadata.Keys);
    }

    [Fact]
    public void ModelOfManyGigabytesIsReadInLittleMemory()
    {
        // The file is sparse: its zeros are one tensor's payload and take no room.
        const long payload = 5L << 30;
        byte[] head = new ProtoWriter().PackedVarints(1, payload / 4).Varint(2, OnnxTypes.Float).Text(8, "w").Tag(9, 2).RawVarint((ulong)payload).ToArray();
        byte[] tensor = new ProtoWriter().Tag(5, 2).RawVarint((ulong)(head.Length + payload)).Raw(head).ToArray();
        byte[] model = new ProtoWriter().Varint(1, 8).Tag(7, 2).RawVarint((ulong)(tensor.Length + payload)).Raw(tensor).ToArray();
        string path = _folder.Write("large.onnx", model);
        using (FileStream file = File.OpenWrite(path))
        {
            file.SetLength(model.Length + payload);
        }

        OnnxModelReader.Read(path);
        long before = GC.GetAllocatedBytesForCurrentThread();
        OnnxModelFacts facts = OnnxModelReader.Read(path);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(payload / 4, facts.Parameters);
        Assert.True(allocated < 64 * 1024, $"{allocated} bytes were allocated.");
    }

    private static string Describe(ModelType type) => type.Kind switch
    {
        "tensor" or "sparse_tensor" => $"{type.Kind}:{type.ElementType}{(type.Shape is { } shape ? $"[{string.Join(',', shape)}]" : "")}",
        "map" => $"map[{type.KeyType}]({Describe(type.Element!)})",
        "sequence" or "optional" => $"{type.Kind}({Describe(type.Element!)})",
        _ => type.Kind,
    };

    private OnnxModelFacts Read(byte[] model) => OnnxModelReader.Read(_folder.Write("model.onnx", model));
}
