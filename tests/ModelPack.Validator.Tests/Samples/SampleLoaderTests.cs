using ModelPack.Core.Diagnostics;
using ModelPack.Core.Samples;
using ModelPack.Testing.Onnx;

namespace ModelPack.Validator.Tests.Samples;

public sealed class SampleLoaderTests : IDisposable
{
    private static readonly ModelValue s_x = Tensor("x", "float", ModelDimension.Symbolic("batch"), ModelDimension.Fixed(2));
    private static readonly ModelValue s_y = Tensor("y", "float", ModelDimension.Symbolic("batch"), ModelDimension.Fixed(2));

    private readonly TempFolder _folder = new("samples");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("output")]
    [InlineData("Outputs")]
    public void AMisspeltKeyIsRefused(string key)
    {
        Problem problem = Assert.Throws<ModelPackException>(() => Json($$"""{ "inputs": { "x": [[1, 2]] }, "{{key}}": { "y": [[1, 2]] } }""")).Problem;

        Assert.Equal(DiagnosticCodes.SampleUnreadable, problem.Code);
        Assert.Contains("Write 'outputs'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NestedArraysGiveTheShape()
    {
        LoadedSample sample = Json("""{ "inputs": { "x": [[1, 2], [3, 4], [5, 6]] }, "outputs": { "y": [[1, 2]] } }""");

        Assert.Equal([3, 2], Assert.IsType<TensorValue>(sample.Inputs["x"]).Shape);
        Assert.Equal(Tolerance.Default, sample.Tolerance);
    }

    [Fact]
    public void ExplicitShapesAllowWhatNestingCannotSay()
    {
        LoadedSample sample = Json("""{ "inputs": { "x": { "type": "float", "shape": [0, 2], "data": [] } }, "outputs": { "y": [[1, 2]] } }""");

        Assert.Equal([0, 2], Assert.IsType<TensorValue>(sample.Inputs["x"]).Shape);
    }

    [Fact]
    public void SpecialNumbersAreStrings()
    {
        LoadedSample sample = Json("""{ "inputs": { "x": [["NaN", "-Infinity"]] }, "outputs": { "y": [[1, "Infinity"]] } }""");

        Assert.Equal(TinyModels.ToBytes(float.NaN, float.NegativeInfinity), Assert.IsType<TensorValue>(sample.Inputs["x"]).Data.ToArray());
    }

    [Theory]
    [InlineData("""not json""", DiagnosticCodes.SampleUnreadable)]
    [InlineData("""[]""", DiagnosticCodes.SampleUnreadable)]
    [InlineData("""{ "outputs": { "y": [[1, 2]] } }""", DiagnosticCodes.SampleUnreadable)]
    [InlineData("""{ "inputs": { "x": [[1, 2]] }, "outputs": [] }""", DiagnosticCodes.SampleUnreadable)]
    [InlineData("""{ "inputs": { "x": [[1, 2], [3]] }, "outputs": { "y": [[1, 2]] } }""", DiagnosticCodes.SampleUnreadable)]
    [InlineData("""{ "inputs": { "x": { "shape": [1, 2], "data": [1] } }, "outputs": { "y": [[1, 2]] } }""", DiagnosticCodes.SampleUnreadable)]
    [InlineData("""{ "inputs": { "x": { "shape": [-1], "data": [1] } }, "outputs": { "y": [[1, 2]] } }""", DiagnosticCodes.SampleUnreadable)]
    [InlineData("""{ "inputs": { "x": { "type": "quaternion", "data": [1] } }, "outputs": { "y": [[1, 2]] } }""", DiagnosticCodes.SampleUnreadable)]
    [InlineData("""{ "inputs": { "x": [[1, 2]] }, "outputs": { "y": [[1, 2]] }, "tolerance": { "rtol": -1 } }""", DiagnosticCodes.SampleUnreadable)]
    [InlineData("""{ "inputs": { "x": [["\ud800", 2]] }, "outputs": { "y": [[1, 2]] } }""", DiagnosticCodes.SampleUnreadable)]
    [InlineData("""{ "inputs": { "\ud800": 1 }, "outputs": { "y": [[1, 2]] } }""", DiagnosticCodes.SampleUnreadable)]
    [InlineData("""{ "inputs": { "x": [["one", 2]] }, "outputs": { "y": [[1, 2]] } }""", DiagnosticCodes.SampleContradictsSignature)]
    [InlineData("""{ "inputs": { "x": [[1e99, 2]] }, "outputs": { "y": [[1, 2]] } }""", DiagnosticCodes.SampleContradictsSignature)]
    [InlineData("""{ "inputs": { "x": { "type": "int64", "data": [1, 2] } }, "outputs": { "y": [[1, 2]] } }""", DiagnosticCodes.SampleContradictsSignature)]
    [InlineData("""{ "inputs": { "x": [1, 2] }, "outputs": { "y": [[1, 2]] } }""", DiagnosticCodes.SampleContradictsSignature)]
    [InlineData("""{ "inputs": { "x": [[1, 2, 3]] }, "outputs": { "y": [[1, 2]] } }""", DiagnosticCodes.SampleContradictsSignature)]
    [InlineData("""{ "inputs": { }, "outputs": { "y": [[1, 2]] } }""", DiagnosticCodes.SampleContradictsSignature)]
    [InlineData("""{ "inputs": { "x": [[1, 2]], "z": 1 }, "outputs": { "y": [[1, 2]] } }""", DiagnosticCodes.SampleContradictsSignature)]
    [InlineData("""{ "inputs": { "x": [[1, 2]] }, "outputs": { "w": [[1, 2]] } }""", DiagnosticCodes.SampleContradictsSignature)]
    public void WhatIsWrongWithAJsonSampleIsOneErrorWithItsFile(string text, string code)
    {
        Problem problem = Assert.Throws<ModelPackException>(() => Json(text)).Problem;

        Assert.Equal(code, problem.Code);
        Assert.Equal(_folder["s.json"], problem.File);
    }

    [Fact]
    public void MutantsOfJsonNeverGiveAnotherException()
    {
        const string Seed = """{ "inputs": { "x": { "type": "float", "shape": [1, 2], "data": [1, "NaN"] } }, "outputs": { "y": [[1, 2e3]] }, "tolerance": { "rtol": 0.1 } }""";
        const string Letters = "{}[]\",:\\u0-19.eE tnx";
        Random random = new(1);
        string file = _folder["s.json"];

        for (int i = 0; i < 2000; i++)
        {
            char[] mutant = Seed.ToCharArray();
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                mutant[random.Next(mutant.Length)] = Letters[random.Next(Letters.Length)];
            }

            File.WriteAllText(file, new string(mutant));
            try
            {
                SampleLoader.Load(SampleReader.FromJson(file), [s_x], [s_y], Tolerance.Default);
            }
            catch (ModelPackException)
            {
                // The one exception that is allowed.
            }
        }
    }

    [Fact]
    public void FilesOfATestVectorGoByTheirNumber()
    {
        SampleSet set = Vector(("input_0.pb", OnnxProto.Tensor("", [1, 2], 1, 2)), ("output_0.pb", OnnxProto.Tensor("", [1, 2], 3, 4)));

        LoadedSample sample = SampleLoader.Load(set, [s_x], [s_y], Tolerance.Default);

        Assert.Equal("test_data_set_0", set.Name);
        Assert.Equal(TinyModels.ToBytes(1, 2), Assert.IsType<TensorValue>(sample.Inputs["x"]).Data.ToArray());
        Assert.Equal(TinyModels.ToBytes(3, 4), Assert.IsType<TensorValue>(sample.Outputs["y"]).Data.ToArray());
    }

    [Fact]
    public void MoreInputsThanTheModelHasContradictIt()
    {
        ProtoWriter tensor = OnnxProto.Tensor("", [1, 2], 1, 2);
        SampleSet set = Vector(("input_0.pb", tensor), ("input_1.pb", tensor), ("output_0.pb", tensor));

        Problem problem = Assert.Throws<ModelPackException>(() => SampleLoader.Load(set, [s_x], [s_y], Tolerance.Default)).Problem;

        Assert.Equal(DiagnosticCodes.SampleContradictsSignature, problem.Code);
        Assert.EndsWith("input_1.pb", problem.File, StringComparison.Ordinal);
    }

    [Fact]
    public void AVectorWithoutFilesIsNoSample() =>
        Assert.Equal(DiagnosticCodes.SampleUnreadable, Assert.Throws<ModelPackException>(() => Vector()).Problem.Code);

    [Theory]
    [InlineData("""{ "inputs": { "x": [[1, 2]] } }""")]
    [InlineData("""{ "inputs": { "x": [[1, 2]] }, "outputs": {} }""")]
    public void OutputsMayBeMissingUntilTheyAreRecorded(string text)
    {
        LoadedSample sample = Json(text);

        Assert.Equal(["x"], sample.Inputs.Keys);
        Assert.Empty(sample.Outputs);
    }

    [Fact]
    public void AMissingJsonFileIsOneError() =>
        Assert.Equal(DiagnosticCodes.SampleUnreadable, Assert.Throws<ModelPackException>(() => SampleReader.FromJson(_folder["none.json"])).Problem.Code);

    [Fact]
    public void SynthesizedInputsFollowTheirRules()
    {
        ModelValue text = Tensor("t", "string", ModelDimension.Unknown);
        ModelValue scalar = Tensor("s", "bool");
        ModelValue map = new() { Name = "m", Type = new ModelType { Kind = "map", KeyType = "int64", Element = new ModelType { Kind = "tensor", ElementType = "float", Shape = [] } } };

        Dictionary<string, SampleValue>? made = InputSynthesizer.Create([s_x, text, scalar, map], out string? whyNot);

        Assert.Null(whyNot);
        Assert.NotNull(made);
        Assert.Equal([1, 2], Assert.IsType<TensorValue>(made["x"]).Shape);
        Assert.Equal(new byte[8], Assert.IsType<TensorValue>(made["x"]).Data.ToArray());
        Assert.Equal("a"u8.ToArray(), Assert.IsType<TensorValue>(made["t"]).Strings[0].ToArray());
        Assert.Equal([0], Assert.IsType<TensorValue>(made["s"]).Data.ToArray());
        Assert.Equal(["0"], Assert.IsType<MapValue>(made["m"]).Items.Keys);
    }

    [Theory]
    [InlineData(1L << 26, true)]
    [InlineData((1L << 26) + 1, false)]
    [InlineData(1L << 62, false)]
    public void InputsAbove67MillionElementsAreNotSynthesized(long size, bool made) =>
        Assert.Equal(made, InputSynthesizer.Create([Tensor("x", "uint8", ModelDimension.Fixed(size))], out _) is not null);

    private LoadedSample Json(string text) => SampleLoader.Load(SampleReader.FromJson(_folder.Write("s.json", text)), [s_x], [s_y], Tolerance.Default);

    private SampleSet Vector(params (string Name, ProtoWriter Message)[] files) =>
        SampleReader.FromOnnxFolder(_folder["test_data_set_0"], [.. files.Select(file => _folder.Write($"test_data_set_0/{file.Name}", file.Message.ToArray()))]);

    private static ModelValue Tensor(string name, string elementType, params ModelDimension[] shape) =>
        new() { Name = name, Type = new ModelType { Kind = "tensor", ElementType = elementType, Shape = [.. shape] } };
}
