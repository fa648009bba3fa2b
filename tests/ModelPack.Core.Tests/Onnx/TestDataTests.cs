using System.Globalization;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Tests.Onnx;

/// <summary>The readers on every model of the third-party test data.</summary>
public sealed class TestDataTests
{
    [Fact]
    public void EveryModelIsReadOrRefusedWithACode()
    {
        Dictionary<string, string> refused = new(StringComparer.Ordinal);
        foreach ((string path, string _) in Models())
        {
            try
            {
                Read(TestData.Get(path));
            }
            catch (ModelPackException e)
            {
                Assert.True(File.Exists(e.Problem.File), e.Message);
                refused[path] = e.Problem.Code;
            }
        }

        Assert.All(refused.Keys, path => Assert.StartsWith("malformed/", path, StringComparison.Ordinal));
        Assert.Equal(DiagnosticCodes.ModelEmpty, refused["malformed/empty.onnx"]);
        Assert.Equal(DiagnosticCodes.GitLfsPointer, refused["malformed/git-lfs-pointer.onnx"]);
        Assert.Equal(DiagnosticCodes.ModelIsText, refused["malformed/text-renamed.onnx"]);
        Assert.Equal(DiagnosticCodes.ModelTruncated, refused["malformed/mnist-half.onnx"]);
        Assert.Equal(DiagnosticCodes.ModelTruncated, refused["malformed/mnist-minus-1.onnx"]);
        Assert.Equal(DiagnosticCodes.NotAnOnnxModel, refused["malformed/no-graph.onnx"]);
        Assert.Equal(DiagnosticCodes.ModelIsZip, refused["malformed/zip-renamed.onnx"]);
        Assert.Equal(DiagnosticCodes.ModelExtensionWrong, refused["malformed/ort-renamed.onnx"]);
        Assert.Equal(DiagnosticCodes.ModelTooDeep, refused["malformed/nested-if-500.onnx"]);
    }

    [Fact]
    public void EveryModelThatLoadsHasASignature()
    {
        foreach ((string path, string expected) in Models().Where(model => model.Expected.StartsWith("loads", StringComparison.Ordinal)))
        {
            OnnxModelFacts facts = Read(TestData.Get(path));

            Assert.NotEmpty(facts.Outputs);
            Assert.True(facts.Inputs.Concat(facts.Outputs).All(value => value.Name.Length > 0), path + expected);
            Assert.NotEmpty(facts.Opsets);
            Assert.True(facts.IrVersion > 0, path);
        }
    }

    [Theory]
    [InlineData("realistic/mnist.onnx", "Input3", "Plus214_Output_0", 5998, "CNTK 2.5.1")]
    [InlineData("realistic/SqueezeNet_fp16.onnx", "data_0", "softmaxout_1", 1235496, "onnx-caffe2")]
    [InlineData("realistic/TFBertForQuestionAnswering.onnx", "attention_mask input_ids token_type_ids", "output_1 output_2", 22320, "keras2onnx 1.6.5")]
    [InlineData("realistic/candy.onnx", "inputImage", "outputImage", 424905, "OnnxMLTools 0.1.0.0000")]
    [InlineData("realistic/twoinput.onnx", "ina inb", "outa outb", 0, "TLC")]
    [InlineData("external-data/model_with_external_initializers/model_with_external_initializers.onnx", "X", "Y", 4, "onnx-example")]
    public void SignaturesAreThoseOfTheRuntime(string file, string inputs, string outputs, long parameters, string producer)
    {
        OnnxModelFacts facts = OnnxModelReader.Read(TestData.Get(file));

        Assert.Equal(inputs, string.Join(' ', facts.Inputs.Select(value => value.Name)));
        Assert.Equal(outputs, string.Join(' ', facts.Outputs.Select(value => value.Name)));
        Assert.Equal(parameters, facts.Parameters);
        Assert.Equal(producer, facts.Producer);
    }

    [Theory]
    [InlineData("external-data/conv_qdq_external_ini/conv_qdq_external_ini.onnx", "conv_qdq_external_ini.bin", "")]
    [InlineData("external-data/model_with_external_initializers/model_with_external_initializers.onnx", "Pads.bin", "")]
    [InlineData("external-data/missing-side-file/model_with_external_initializer_come_from_user.onnx", "", DiagnosticCodes.ExternalDataMissing)]
    [InlineData("external-data/mut-short-side-file/model.onnx", "", DiagnosticCodes.ExternalDataTooShort)]
    [InlineData("external-data/path-traversal/test_arbitrary_external_file.onnx", "", DiagnosticCodes.ExternalDataParentFolder)]
    [InlineData("unicode-path/こんにちは maçã/foo.onnx", "", "")]
    public void ExternalDataHasItsOutcome(string file, string files, string codes)
    {
        string path = TestData.Get(file);
        List<Problem> problems = [];

        IReadOnlyList<ExternalDataFile> found = ExternalDataResolver.Resolve(path, Path.GetDirectoryName(path)!, OnnxModelReader.Read(path).ExternalData, problems);

        Assert.Equal(files, string.Join(' ', found.Select(data => data.RelativePath)));
        Assert.Equal(codes, string.Join(' ', problems.Select(problem => problem.Code)));
    }

    [Fact]
    public void ElementTypesOfTheConformanceTestsAreNamed()
    {
        List<string> unnamed = [];
        foreach ((string path, string _) in Models().Where(model => model.Path.StartsWith("conformance/node/test_cast_", StringComparison.Ordinal)))
        {
            OnnxModelFacts facts = Read(TestData.Get(path));
            string[] names = path.Split('/')[2].Replace("test_cast_", "", StringComparison.Ordinal).Split("_to_", 2);
            unnamed.AddRange(names.Zip([facts.Inputs[0], facts.Outputs[0]])
                .Where(pair => !pair.First.StartsWith("no", StringComparison.Ordinal) && Normalize(pair.First) != pair.Second.Type.ElementType)
                .Select(pair => $"{path}: {pair.First} is {pair.Second.Type.ElementType}"));
        }

        Assert.Empty(unnamed);

        static string Normalize(string name) => name.ToLower(CultureInfo.InvariantCulture);
    }

    private static IEnumerable<(string Path, string Expected)> Models() => TestData.Index()
        .Select(row => (row["path"], row["expected"]))
        .Where(row => row.Item1.EndsWith(".onnx", StringComparison.Ordinal) || row.Item1.EndsWith(".ort", StringComparison.Ordinal));

    private static OnnxModelFacts Read(string path) => path.EndsWith(".ort", StringComparison.Ordinal) ? OrtModelReader.Read(path) : OnnxModelReader.Read(path);
}
