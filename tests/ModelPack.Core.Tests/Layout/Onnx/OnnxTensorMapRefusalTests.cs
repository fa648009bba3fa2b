using ModelPack.Core.Diagnostics;
using ModelPack.Core.Layout.Onnx;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Layout.Onnx;

/// <summary>Models whose tensors stay where they are, and why.</summary>
public sealed class OnnxTensorMapRefusalTests : IDisposable
{
    private readonly TempFolder _folder = new("refused");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AModelWithoutLargeTensors() => Refuses("no tensors that are large enough", TinyModels.Add());

    [Fact]
    public void TwoGraphs() => Refuses("two graphs", [.. Model(Large()), .. Model(Large())]);

    [Fact]
    public void DataTwice() => Refuses("its data twice", Model(Large().Bytes(9, new byte[8000])));

    [Theory]
    [InlineData(5, "two values")]
    [InlineData(6, "two values")]
    [InlineData(22, "two values")]
    public void AnAttributeWithTwoValues(int field, string reason)
    {
        ProtoWriter attribute = new ProtoWriter().Message(field, new ProtoWriter()).Message(field, new ProtoWriter());

        Refuses(reason, new OnnxBuilder(new GraphBuilder().Node("X", [], [], [attribute]).Initializer(Large())).Build());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ASparseTensorWithAPartTwice(int field) => Refuses(
        "parts twice",
        new OnnxBuilder(new GraphBuilder().Field(15, new ProtoWriter().Message(field, new ProtoWriter()).Message(field, new ProtoWriter())).Initializer(Large())).Build());

    [Fact]
    public void ALocationTwice() => Refuses("more than once", Model(External().Message(13, OnnxProto.Entry("location", "weights.bin"))));

    [Fact]
    public void AnOffsetTwice() => Refuses("more than once", Model(External(offset: 4).Message(13, OnnxProto.Entry("offset", "8"))));

    [Fact]
    public void ALengthTwice() => Refuses("more than once", Model(External(length: 8).Message(13, OnnxProto.Entry("length", "8"))));

    [Fact]
    public void WhetherItIsExternalSaidTwice() => Refuses("more than once", Model(Large().Varint(14, 0).Varint(14, 0)));

    // Protobuf drops the upper half of the number.
    [Fact]
    public void WhetherItIsExternalSaidInAnotherWay() => Refuses("more than once", Model(Large().Varint(14, 0x1_0000_0001)));

    [Fact]
    public void AnOffsetThatIsNoNumber() => Refuses("no number", Model(External().Message(13, OnnxProto.Entry("offset", "x"))));

    [Fact]
    public void NoLocation() => Refuses("without a usable name", Model(new ProtoWriter().Varint(1, 2).Varint(2, 1).Varint(14, 1)));

    [Fact]
    public void AMissingFile() => Refuses("'none.bin', which does not exist", Model(External("none.bin")));

    [Fact]
    public void AFileThatIsTooShort() => Refuses("but the file has 100 bytes", Model(External(offset: 96)));

    [Fact]
    public void AFileInAnotherFolder() => Refuses("outside the model's folder", Model(External("../weights.bin")));

    [Fact]
    public void TheModelItself() => Refuses("refers to itself", Model(External("model.onnx")));

    [Fact]
    public void ALengthThatTheShapeDoesNotNeed() => Refuses("'x' has 12 bytes of external data", Model(External(length: 12)));

    [Fact]
    public void ATypeWithoutALength() => Refuses("'x' has no length", Model(OnnxProto.ExternalTensor("x", OnnxTypes.String, [2], "weights.bin")));

    [Fact]
    public void TensorsThatOverlap() => Refuses("overlap in 'weights.bin'", new OnnxBuilder(new GraphBuilder()
        .Initializer(External(offset: 8))
        .Initializer(External(offset: 32))
        .Initializer(External(offset: 12))).Build());

    [Fact]
    public void ATensorThatBeginsWhereALongerOneDoes() => Refuses("overlap in 'weights.bin'", new OnnxBuilder(new GraphBuilder()
        .Initializer(External())
        .Initializer(OnnxProto.ExternalTensor("y", OnnxTypes.Float, [4], "weights.bin"))).Build());

    [Fact]
    public void ADamagedModel()
    {
        byte[] model = Model(Large());

        Refuses("cannot be taken apart", model[..^10]);
    }

    [Fact]
    public void ADeepModel()
    {
        GraphBuilder graph = new GraphBuilder().Initializer(Large());
        for (int i = 0; i < 40; i++)
        {
            graph = new GraphBuilder().Node("If", [], [], [OnnxProto.GraphAttribute("then_branch", graph)]);
        }

        Refuses("100 messages lie inside each other", new OnnxBuilder(graph).Build());
    }

    [Fact]
    public void WhatIsNoModel() => Refuses("no ONNX model", "just text"u8.ToArray());

    [Fact]
    public void AFileThatIsNotThereIsAnError() => Assert.Equal(
        DiagnosticCodes.ModelUnreadable,
        Assert.Throws<ModelPackException>(() => OnnxTensorMap.Read(_folder["none.onnx"])).Problem.Code);

    private void Refuses(string reason, byte[] model)
    {
        _folder.Write("weights.bin", new byte[100]);
        string path = _folder.Write("model.onnx", model);

        OnnxTensorMap map = MapAssert.IsReversible(path);

        Assert.False(map.CanMove);
        Assert.Contains(reason, map.Reason, StringComparison.Ordinal);
    }

    private static byte[] Model(ProtoWriter tensor) => new OnnxBuilder(new GraphBuilder().Initializer(tensor)).Build();

    private static ProtoWriter Large() => OnnxProto.Tensor("w", OnnxTypes.Float, [2000], new byte[8000]);

    private static ProtoWriter External(string location = "weights.bin", long? offset = null, long? length = null) => OnnxProto.ExternalTensor("x", OnnxTypes.Float, [2], location, offset, length);
}
