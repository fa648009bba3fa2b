using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Core.Samples;
using ModelPack.Testing.Onnx;

namespace ModelPack.Validator.Tests.Samples;

public sealed class OnnxValueReaderTests : IDisposable
{
    private readonly TempFolder _folder = new("pb");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NumbersMayBeRawOrTypedPackedOrNot()
    {
        TensorValue raw = Tensor(new ProtoWriter().Varint(1, 2).Varint(2, 1).Bytes(9, TinyModels.ToBytes(1, 2)));
        TensorValue packed = Tensor(new ProtoWriter().PackedFloats(4, 1, 2).Varint(2, 1).PackedVarints(1, 2));
        TensorValue single = Tensor(new ProtoWriter().Varint(2, 1).Float(4, 1).Float(4, 2).Varint(1, 2));

        Assert.Equal([2], raw.Shape);
        Assert.Equal(TinyModels.ToBytes(1, 2), raw.Data.ToArray());
        Assert.Equal(raw.Data.ToArray(), packed.Data.ToArray());
        Assert.Equal(raw.Data.ToArray(), single.Data.ToArray());
    }

    [Theory]
    [InlineData(OnnxElementType.Int8, 5, new long[] { -1, 5 }, new byte[] { 0xFF, 5 })]
    [InlineData(OnnxElementType.Bool, 5, new long[] { 1, 0 }, new byte[] { 1, 0 })]
    [InlineData(OnnxElementType.Float16, 5, new long[] { 0x3C00, 0xBC00 }, new byte[] { 0x00, 0x3C, 0x00, 0xBC })]
    [InlineData(OnnxElementType.Int32, 5, new long[] { -2, 1 }, new byte[] { 0xFE, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0 })]
    [InlineData(OnnxElementType.UInt32, 11, new long[] { 0xFFFFFFFF, 1 }, new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0 })]
    [InlineData(OnnxElementType.Int4, 5, new long[] { 0x21 }, new byte[] { 0x21 })]
    public void TypedIntegersBecomeTheRuntimesBytes(OnnxElementType type, int field, long[] values, byte[] bytes)
    {
        TensorValue tensor = Tensor(new ProtoWriter().Varint(1, 2).Varint(2, (int)type).PackedVarints(field, values));

        Assert.Equal(bytes, tensor.Data.ToArray());
    }

    [Fact]
    public void StringsKeepTheirBytes()
    {
        TensorValue tensor = Tensor(new ProtoWriter().Varint(1, 2).Varint(2, 8).Bytes(6, [0xFF, 0]).Text(6, ""));

        Assert.Equal([0xFF, 0], tensor.Strings[0].ToArray());
        Assert.Empty(tensor.Strings[1].ToArray());
    }

    [Fact]
    public void SequencesMapsAndOptionalsAreRead()
    {
        ProtoWriter tensor = OnnxProto.Tensor("", [], 1.5f);
        ProtoWriter sequence = new ProtoWriter().Varint(2, 1).Message(3, tensor).Message(3, tensor);
        ProtoWriter map = new ProtoWriter().Varint(2, 7).PackedVarints(3, 4, -5).Message(5, sequence);

        Assert.Equal(2, Assert.IsType<SequenceValue>(Read(sequence, "sequence")).Items.Count);
        Assert.Equal(["-5", "4"], Assert.IsType<MapValue>(Read(map, "map")).Items.Keys);
        Assert.Same(OptionalValue.None, Read(new ProtoWriter().Varint(2, 1), "optional"));
        Assert.IsType<TensorValue>(Read(new ProtoWriter().Varint(2, 1).Message(3, tensor), "optional"));
    }

    [Fact]
    public void AnEmptyTensorNeedsNoData() => Assert.Equal([0, 5], Tensor(new ProtoWriter().Varint(1, 0).Varint(1, 5).Varint(2, 1)).Shape);

    public static TheoryData<string, byte[]> Damaged => new()
    {
        { "too little data", new ProtoWriter().Varint(1, 3).Varint(2, 1).Bytes(9, TinyModels.ToBytes(1, 2)).ToArray() },
        { "too much data", new ProtoWriter().Varint(1, 1).Varint(2, 1).Bytes(9, TinyModels.ToBytes(1, 2)).ToArray() },
        { "a huge shape", new ProtoWriter().Varint(1, long.MaxValue).Varint(1, 3).Varint(2, 1).ToArray() },
        { "a negative shape", new ProtoWriter().Varint(1, -1).Varint(2, 1).ToArray() },
        { "no type", new ProtoWriter().Varint(1, 1).ToArray() },
        { "an unknown type", new ProtoWriter().Varint(2, 99).ToArray() },
        { "external data", new ProtoWriter().Varint(1, 1).Varint(2, 1).Varint(14, 1).ToArray() },
        { "a length beyond the end", [0x4A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F] },
        { "a number without end", [0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF] },
        { "text", "not a tensor at all"u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void DamageIsOneErrorWithTheFile(string what, byte[] content)
    {
        string file = _folder.Write("input_0.pb", content);

        Problem problem = Assert.Throws<ModelPackException>(() => OnnxValueReader.ReadFile(file, "tensor")).Problem;

        Assert.True(problem.Code == DiagnosticCodes.SampleUnreadable, what);
        Assert.Equal(file, problem.File);
    }

    [Fact]
    public void AMissingFileIsOneError() =>
        Assert.Equal(DiagnosticCodes.SampleUnreadable, Assert.Throws<ModelPackException>(() => OnnxValueReader.ReadFile(_folder["none.pb"], "tensor")).Problem.Code);

    [Fact]
    public void MutantsNeverGiveAnotherException()
    {
        ProtoWriter tensor = OnnxProto.Tensor("t", [2, 2], 1, 2, 3, 4);
        ProtoWriter sequence = new ProtoWriter().Varint(2, 1).Message(3, tensor).Message(3, tensor);
        byte[][] seeds =
        [
            tensor.ToArray(),
            new ProtoWriter().Varint(1, 2).Varint(2, 8).Text(6, "a").Text(6, "b").ToArray(),
            new ProtoWriter().Varint(2, 1).Message(5, sequence).Message(6, new ProtoWriter().Varint(2, 7).PackedVarints(3, 4, -5).Message(5, sequence)).ToArray(),
        ];
        string[] kinds = ["tensor", "sequence", "map", "optional"];
        Random random = new(1);

        for (int i = 0; i < 4000; i++)
        {
            byte[] mutant = [.. seeds[i % seeds.Length]];
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                mutant[random.Next(mutant.Length)] = (byte)random.Next(256);
            }

            ReadOnlyMemory<byte> cut = mutant.AsMemory(0, random.Next(4) == 0 ? random.Next(mutant.Length) : mutant.Length);
            try
            {
                OnnxValueReader.Read(cut, "mutant.pb", kinds[i % kinds.Length], 0);
            }
            catch (ModelPackException)
            {
                // The one exception that is allowed.
            }
        }
    }

    [Fact]
    public void ARecursiveMessageIsRefused()
    {
        ProtoWriter nested = new();
        for (int i = 0; i < 200; i++)
        {
            nested = new ProtoWriter().Message(5, nested);
        }

        Assert.Contains("too deeply", Assert.Throws<ModelPackException>(() => Read(nested, "sequence")).Message, StringComparison.Ordinal);
    }

    private static TensorValue Tensor(ProtoWriter message) => Assert.IsType<TensorValue>(Read(message, "tensor"));

    private static SampleValue Read(ProtoWriter message, string kind) => OnnxValueReader.Read(message.ToArray(), "x.pb", kind, 0);
}
