using ModelPack.Core.Samples;
using ModelPack.Core.Validation;

namespace ModelPack.Validator.Tests.Child;

/// <summary>The third-party models, through the real child.</summary>
public sealed class TestDataTests(ValidatorFixture fixture)
{
    public static TheoryData<string> Versions => ["1.30.0", "1.31.1"];

    [Theory]
    [InlineData("realistic/mnist.onnx")]
    [InlineData("realistic/SqueezeNet_fp16.onnx")]
    [InlineData("realistic/TFBertForQuestionAnswering.onnx")]
    [InlineData("realistic/candy.onnx")]
    [InlineData("realistic/lightgbm.onnx")]
    [InlineData("realistic/randomforest.onnx")]
    [InlineData("realistic/logreg_iris.onnx")]
    [InlineData("ort-format/mnist.basic.ort")]
    [InlineData("ort-format/mnist.basic.v4.ort")]
    [InlineData("ort-format/sklearn_bin_voting_classifier_soft.onnx.ort")]
    [InlineData("external-data/conv_qdq_external_ini/conv_qdq_external_ini.onnx")]
    public void RealModelsRun(string model)
    {
        string path = TestData.Get(model);

        Assert.All(Versions, version => Assert.Equal(ModelValidationOutcomes.Runs, fixture.Pass(ValidatorFixture.Request(path, version.Data)).Outcome));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void ConformanceVectorsMatchInOneChild(string version)
    {
        List<string> failures = [];
        int matched = 0;
        foreach ((string path, string expected) in Models("conformance/"))
        {
            string folder = Path.GetDirectoryName(TestData.Get(path))!;
            SampleSet[] samples = [.. Directory.GetDirectories(folder, "test_data_set_*").Order(StringComparer.Ordinal)
                .Select(set => SampleReader.FromOnnxFolder(set, Directory.GetFiles(set)))];
            ValidationResult result = fixture.Validate(TestData.Get(path), version, samples);
            matched += result.Validation?.Outcome == ModelValidationOutcomes.Matches ? 1 : 0;
            if (expected.Contains("outputs match", StringComparison.Ordinal) && result.Validation?.Outcome != ModelValidationOutcomes.Matches)
            {
                failures.Add($"{path}: {Why(result)}");
            }
        }

        Assert.Empty(failures);
        Assert.True(matched >= 66, $"{matched} matched.");
    }

    private static string Why(ValidationResult result) => result.Validation?.Note + string.Join(' ', result.Problems.Select(problem => problem.Message));

    private static IEnumerable<(string Path, string Expected)> Models(string family) => TestData.Index()
        .Where(row => row["path"].StartsWith(family, StringComparison.Ordinal) && Path.GetExtension(row["path"]) is (".onnx" or ".ort"))
        .Select(row => (row["path"], row["expected"]));
}
