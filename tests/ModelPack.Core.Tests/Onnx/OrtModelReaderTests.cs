using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Onnx;

public sealed class OrtModelReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ort-format/mnist.basic.ort", "Input3", "float[1,1,28,28]", "Plus214_Output_0", "float[1,10]", 5996)]
    [InlineData("ort-format/mnist.basic.v4.ort", "Input3", "float[1,1,28,28]", "Plus214_Output_0", "float[1,10]", 5996)]
    [InlineData("ort-format/upsample.ort", "up_sampling2d_input:0", "float[unk__31,unk__32,unk__33,3]", "Identity:0", "float[unk__34,unk__35,unk__36,3]", 14)]
    public void FactsAreThoseOfTheFile(string file, string input, string inputType, string output, string outputType, long parameters)
    {
        string path = TestData.Get(file);

        OnnxModelFacts facts = OrtModelReader.Read(path);

        Assert.Equal((input, inputType), Describe(Assert.Single(facts.Inputs)));
        Assert.Equal((output, outputType), Describe(Assert.Single(facts.Outputs)));
        Assert.Equal(parameters, facts.Parameters);
        Assert.Contains("ai.onnx", facts.Opsets.Keys);
        Assert.Equal(["ai.onnx"], facts.OperatorDomains);
    }

    [Fact]
    public void SequencesAndMapsAreRead()
    {
        string path = TestData.Get("ort-format/sklearn_bin_voting_classifier_soft.onnx.ort");

        OnnxModelFacts facts = OrtModelReader.Read(path);

        Assert.Equal("skl2onnx 1.6.0", facts.Producer);
        Assert.Equal(["input"], facts.Inputs.Select(value => value.Name));
        Assert.Equal(["ai.onnx", "ai.onnx.ml"], facts.OperatorDomains.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(new byte[] { 0x10, 0, 0, 0, (byte)'O', (byte)'R', (byte)'T', (byte)'M' })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, (byte)'O', (byte)'R', (byte)'T', (byte)'M', 0, 0, 0, 0 })]
    [InlineData(new byte[] { 8, 0, 0, 0, (byte)'O', (byte)'R', (byte)'T', (byte)'M', 0xff, 0xff, 0xff, 0x7f })]
    [InlineData(new byte[] { 0, 0, 0, 0, (byte)'O', (byte)'R', (byte)'T', (byte)'M', 0, 0, 0, 0 })]
    [InlineData(new byte[] { 12, 0, 0, 0, (byte)'O', (byte)'R', (byte)'T', (byte)'M', 4, 0, 4, 0, 4, 0, 0, 0 })]
    public void DamageHasItsCode(byte[] content)
    {
        string path = _folder.Write("model.ort", content);

        ModelPackException e = Assert.Throws<ModelPackException>(() => OrtModelReader.Read(path));

        Assert.Equal(DiagnosticCodes.OrtModelDamaged, e.Problem.Code);
        Assert.Equal(path, e.Problem.File);
    }

    [Fact]
    public void OtherFilesHaveTheirCodes()
    {
        ModelPackException onnx = Assert.Throws<ModelPackException>(() => OrtModelReader.Read(_folder.Write("a.ort", TinyModels.Add())));
        ModelPackException empty = Assert.Throws<ModelPackException>(() => OrtModelReader.Read(_folder.Write("a.ort", "")));
        ModelPackException text = Assert.Throws<ModelPackException>(() => OrtModelReader.Read(_folder.Write("a.ort", "text")));

        Assert.Equal(DiagnosticCodes.ModelExtensionWrong, onnx.Problem.Code);
        Assert.Equal(DiagnosticCodes.ModelEmpty, empty.Problem.Code);
        Assert.Equal(DiagnosticCodes.ModelIsText, text.Problem.Code);
    }

    private static (string Name, string Type) Describe(ModelValue value) => (value.Name, $"{value.Type.ElementType}[{string.Join(',', value.Type.Shape!)}]");
}
