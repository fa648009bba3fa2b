using ModelPack.Core.Samples;
using ModelPack.Core.Validation;
using ModelPack.Testing.Onnx;

namespace ModelPack.Validator.Tests.Child;

/// <summary>Values of every type go into the real runtime, come out, and are recorded and compared in both forms of samples.</summary>
public sealed class TypeTests(ValidatorFixture fixture) : IDisposable
{
    private readonly TempFolder _folder = new("types");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, "[0.1, -1.5]")] // float
    [InlineData(2, "[0, 255]")] // uint8
    [InlineData(3, "[-128, 127]")] // int8
    [InlineData(4, "[0, 65535]")] // uint16
    [InlineData(5, "[-32768, 32767]")] // int16
    [InlineData(6, "[-2147483648, 2147483647]")] // int32
    [InlineData(7, "[-9223372036854775808, 9223372036854775807]")] // int64
    [InlineData(8, "[\"a\\u0000b\", \"grün\"]")] // string
    [InlineData(9, "[true, false]")] // bool
    [InlineData(10, "[0.5, \"-Infinity\"]")] // float16
    [InlineData(11, "[1e300, \"NaN\"]")] // double
    [InlineData(12, "[0, 4294967295]")] // uint32
    [InlineData(13, "[0, 18446744073709551615]")] // uint64
    [InlineData(16, "[1.5, -2]")] // bfloat16
    [InlineData(17, "[448, -0.5]")] // float8e4m3fn
    [InlineData(18, "[240, \"NaN\"]")] // float8e4m3fnuz
    [InlineData(19, "[57344, \"Infinity\"]")] // float8e5m2
    [InlineData(20, "[1, \"NaN\"]")] // float8e5m2fnuz
    [InlineData(21, "[0, 15]")] // uint4
    [InlineData(22, "[-8, 7]")] // int4
    [InlineData(23, "[-6, 0.5]")] // float4e2m1
    [InlineData(24, "[0.5, 4]")] // float8e8m0
    [InlineData(25, "[0, 3]")] // uint2
    [InlineData(26, "[-2, 1]")] // int2
    public void TensorsOfEveryElementType(int elementType, string values) =>
        AssertSurvives(MoreTinyModels.PassThrough(OnnxProto.TensorType(elementType, [2])), "x", "x", values);

    [Fact]
    public void ZeroSizedTensorsAndScalars()
    {
        AssertSurvives(MoreTinyModels.PassThrough(OnnxProto.TensorType(OnnxTypes.Float, [0, 3])), "x", "x", """{ "shape": [0, 3], "data": [] }""");
        AssertSurvives(MoreTinyModels.PassThrough(OnnxProto.TensorType(OnnxTypes.Int64, [])), "x", "x", "7");
    }

    [Theory]
    [InlineData("[[1, 2], [3]]")]
    [InlineData("[]")]
    public void SequencesAlsoEmptyOnes(string values) =>
        AssertSurvives(MoreTinyModels.Identity(MoreTinyModels.SequenceOf(OnnxProto.TensorType(OnnxTypes.Float, null))), "x", "y", values);

    [Theory]
    [InlineData(OnnxTypes.Float)]
    [InlineData(OnnxTypes.String)]
    [InlineData(OnnxTypes.Float16)]
    public void AnEmptySequenceHasTheLengthZero(int elementType) => AssertGives(MoreTinyModels.SequenceLength(elementType), "[]", "0");

    [Theory]
    [InlineData("[1, 2]", "true")]
    [InlineData("null", "false")]
    public void OptionalTensorsAlsoEmptyOnes(string value, string holds) => AssertGives(MoreTinyModels.HasElement(OnnxProto.TensorType(OnnxTypes.Float, null)), value, holds);

    [Theory]
    [InlineData("[[1], []]", "true")]
    [InlineData("null", "false")]
    public void OptionalSequencesAlsoEmptyOnes(string value, string holds) =>
        AssertGives(MoreTinyModels.HasElement(MoreTinyModels.SequenceOf(OnnxProto.TensorType(OnnxTypes.Float, null))), value, holds);

    [Theory]
    [InlineData("[1, 2]")]
    [InlineData("null")]
    public void OptionalsComeOutAsTheyGoIn(string value) =>
        AssertSurvives(MoreTinyModels.Identity(MoreTinyModels.OptionalOf(OnnxProto.TensorType(OnnxTypes.Float, null))), "x", "y", value);

    [Theory]
    [InlineData("""{ "shape": [2, 3], "indices": [1, 5], "values": [1.5, -2] }""")]
    [InlineData("""{ "shape": [2, 3], "indices": [[1, 2], [0, 1]], "values": [-2, 1.5] }""")]
    [InlineData("""{ "shape": [2, 3], "indices": [], "values": [] }""")]
    public void SparseTensors(string value) => AssertSurvives(MoreTinyModels.PassThrough(MoreTinyModels.SparseOf(OnnxTypes.Float, 2, 3)), "x", "x", value);

    [Fact]
    public void ASparseValueThatDiffersIsTold()
    {
        string model = _folder.Write("model.onnx", MoreTinyModels.PassThrough(MoreTinyModels.SparseOf(OnnxTypes.Float, 2, 3)));
        SampleSet sample = Sample("""{ "shape": [2, 3], "indices": [1], "values": [1] }""", "x", """{ "shape": [2, 3], "indices": [1], "values": [2] }""");

        Assert.Contains("at .values[0]: got 1, expected 2", fixture.Fail(ValidatorFixture.Request(model) with { Samples = [sample] }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MapsOfEveryKindGoIn()
    {
        ProtoWriter map = new ProtoWriter().Message(5, new ProtoWriter().Varint(1, OnnxTypes.String).Message(2, OnnxProto.TensorType(OnnxTypes.Float, null)));

        AssertSurvives(MoreTinyModels.PassThrough(map), "x", "x", """{ "a": 1, "b": -2.5 }""");
    }

    [Theory]
    [InlineData(14)]
    [InlineData(15)]
    public void ComplexNumbersAreNoTypeOfThisRuntime(int elementType) =>
        Assert.Null(fixture.Validate(_folder.Write("model.onnx", MoreTinyModels.PassThrough(elementType, 2))).Validation);

    /// <summary>The input comes out as it is, and what is recorded of it is equal to it.</summary>
    private void AssertSurvives(byte[] model, string input, string output, string value)
    {
        string path = _folder.Write("model.onnx", model);
        Assert.Equal("x", input);
        SampleSet sample = Sample(value, output, value);

        ModelValidation validation = fixture.Pass(ValidatorFixture.Request(path) with { Samples = [sample] });

        Assert.True(validation.Outcome == ModelValidationOutcomes.Matches, validation.Note);
        AssertRecorded(path, sample);
    }

    private void AssertGives(byte[] model, string value, string expected)
    {
        string path = _folder.Write("model.onnx", model);
        SampleSet sample = Sample(value, "y", expected);

        ModelValidation validation = fixture.Pass(ValidatorFixture.Request(path) with { Samples = [sample] });

        Assert.True(validation.Outcome == ModelValidationOutcomes.Matches, validation.Note);
        AssertRecorded(path, sample);
    }

    /// <summary>Recorded outputs, as JSON, replace the golden ones and match again.</summary>
    private void AssertRecorded(string model, SampleSet sample)
    {
        string folder = Directory.CreateDirectory(_folder["recorded"]).FullName;
        fixture.Pass(ValidatorFixture.Request(model) with { Samples = [sample], RecordTo = folder });
        byte[] text = JsonSampleText.Read(sample.JsonPath!).With(File.ReadAllText(RecordedOutputs.Json(folder, 0)));
        SampleSet again = SampleReader.FromJson(_folder.Write("again.json", text));

        ModelValidation validation = fixture.Pass(ValidatorFixture.Request(model) with { Samples = [again] });

        Assert.True(validation.Outcome == ModelValidationOutcomes.Matches, validation.Note);
    }

    private SampleSet Sample(string input, string output, string value) =>
        SampleReader.FromJson(_folder.Write("s.json", $$"""{ "inputs": { "x": {{input}} }, "outputs": { "{{output}}": {{value}} } }"""));
}
