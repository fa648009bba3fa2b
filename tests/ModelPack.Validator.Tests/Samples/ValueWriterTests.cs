using System.Text;
using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Core.Samples;

namespace ModelPack.Validator.Tests.Samples;

/// <summary>What is written is read again as the same value, in both forms of samples.</summary>
public sealed class ValueWriterTests
{
    private static readonly OnnxElementType[] s_types = [.. Enum.GetValues<OnnxElementType>().Where(type => type is not (OnnxElementType.Undefined or OnnxElementType.String))];

    public static TheoryData<string> Kinds => ["strings", "empty", "sequence", "no items", "map", "integer map", "sparse", "nothing", "optional", "nested"];

    [Fact]
    public void NumbersOfEveryTypeSurvive()
    {
        foreach (OnnxElementType type in s_types)
        {
            // Four elements of ones and zeros: numbers in every type, none of them NaN.
            byte[] data = new byte[ElementLayout.Bytes(type, 4)];
            data[0] = 1;
            AssertSurvives(new TensorValue(type, [2, 2], data), Tensor(type));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryKindSurvives(string kind)
    {
        TensorValue floats = new(OnnxElementType.Float, [2], BitConverter.GetBytes(0.1f).Concat(BitConverter.GetBytes(float.NaN)).ToArray());
        TensorValue number = new(OnnxElementType.Float, [], BitConverter.GetBytes(1.5f));
        ModelType sequence = new() { Kind = "sequence", Element = Tensor(OnnxElementType.Float) };
        (SampleValue value, ModelType type) = kind switch
        {
            "strings" => (new TensorValue([2], [Utf8("grün \"\u0000\n"), Utf8("")]), Tensor(OnnxElementType.String)),
            "empty" => (new TensorValue(OnnxElementType.Float, [0, 3], ReadOnlyMemory<byte>.Empty), Tensor(OnnxElementType.Float)),
            "sequence" => (new SequenceValue([floats, number]), sequence),
            "no items" => (new SequenceValue([]), sequence),
            "map" => (new MapValue(OnnxElementType.String, new(StringComparer.Ordinal) { ["a"] = number }), Map(OnnxElementType.String)),
            "integer map" => (new MapValue(OnnxElementType.Int64, new(StringComparer.Ordinal) { ["-3"] = number }), Map(OnnxElementType.Int64)),
            "sparse" => (SparseValue.Create([2, 2], floats, [1, 1, 0, 0], coordinates: true, out _)!, new ModelType { Kind = "sparse_tensor", ElementType = "float" }),
            "nothing" => ((SampleValue)OptionalValue.None, new ModelType { Kind = "optional", Element = sequence }),
            "optional" => (floats, new ModelType { Kind = "optional", Element = Tensor(OnnxElementType.Float) }),
            _ => (new SequenceValue([new SequenceValue([floats])]), new ModelType { Kind = "sequence", Element = sequence }),
        };

        AssertSurvives(value, type);
    }

    [Theory]
    [InlineData("""{ "shape": [2, 2], "indices": [4], "values": [1] }""", "has an index outside its shape")]
    [InlineData("""{ "shape": [2, 2], "indices": [[0, 2]], "values": [1] }""", "has an index outside its shape")]
    [InlineData("""{ "shape": [2, 2], "indices": [1, 1], "values": [1, 2] }""", "has an index twice")]
    [InlineData("""{ "shape": [2, 2], "indices": [1], "values": [1, 2] }""", "has 2 values and 1 indices")]
    [InlineData("""{ "shape": [-2, 2], "indices": [], "values": [] }""", "has -2 in its 'shape'")]
    [InlineData("""{ "indices": [], "values": [] }""", "is sparse, and must be")]
    public void SparseTensorsThatAreNoneAreRefused(string text, string why)
    {
        using JsonDocument document = JsonDocument.Parse(text);

        Problem problem = Assert.Throws<ModelPackException>(() => new JsonValueReader("s.json", "x").Read(document.RootElement, new ModelType { Kind = "sparse_tensor", ElementType = "float" })).Problem;

        Assert.Equal(DiagnosticCodes.SampleUnreadable, problem.Code);
        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
    }

    private static void AssertSurvives(SampleValue value, ModelType type)
    {
        using TempFolder folder = new("values");
        ValueComparer comparer = new(new Tolerance(0, 0));
        using JsonDocument document = JsonDocument.Parse(JsonValueWriter.Write(value));
        string vector = folder.Write("output_0.pb", OnnxValueWriter.Write(value, "x", type));

        Assert.Null(comparer.Compare(new JsonValueReader("s.json", "x").Read(document.RootElement, type), value));
        Assert.Null(comparer.Compare(OnnxValueReader.ReadFile(vector, type.Kind), value));
    }

    private static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static ModelType Tensor(OnnxElementType type) => new() { Kind = "tensor", ElementType = OnnxElementTypes.NameOf(type) };

    private static ModelType Map(OnnxElementType key) => new() { Kind = "map", KeyType = OnnxElementTypes.NameOf(key), Element = Tensor(OnnxElementType.Float) };
}
