using ModelPack.Core.Diagnostics;
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

    [Fact]
    public void ModelsThatOnlyTheManagedApiRefusesMatchTheirVectors()
    {
        List<string> failures = [];
        foreach ((string path, string _) in Models("conformance/").Where(model => model.Expected.Contains("Unregistered TensorElementType", StringComparison.Ordinal)))
        {
            string set = Path.Combine(Path.GetDirectoryName(TestData.Get(path))!, "test_data_set_0");
            ValidationResult result = fixture.Validate(TestData.Get(path), ValidatorFixture.Newest, SampleReader.FromOnnxFolder(set, Directory.GetFiles(set)));
            if (result.Validation?.Outcome != ModelValidationOutcomes.Matches)
            {
                failures.Add($"{path}: {Why(result)}");
            }
        }

        Assert.Empty(failures);
    }

    /// <summary>Every model that the index says of what a load and a run on zeros do, except those that the memory or time of a test forbids.</summary>
    [Fact]
    public void EveryModelHasTheOutcomeThatTheIndexStates()
    {
        string[] families = ["realistic/", "ort-models/", "ort-format/", "native-risk/", "custom-ops/", "malformed/", "csharp-testdata/", "external-data/", "conformance/light"];
        List<string> failures = [];
        foreach ((string path, string expected) in families.SelectMany(Models))
        {
            // Depends on the locales of the machine.
            if (expected.Contains("Locale", StringComparison.Ordinal))
            {
                continue;
            }

            ValidationResult result = fixture.Validate(ValidatorFixture.Request(TestData.Get(path)) with { Timeout = TimeSpan.FromSeconds(20) });
            string outcome = result.Validation?.Outcome ?? result.Problems[0].Code;
            bool right = expected switch
            {
                _ when expected.StartsWith("loads; zero-input run ok", StringComparison.Ordinal) => outcome == ModelValidationOutcomes.Runs,
                _ when expected.StartsWith("loads", StringComparison.Ordinal) => result.Validation is not null,
                _ when expected.StartsWith("crashes", StringComparison.Ordinal) => outcome == DiagnosticCodes.ModelCrashes,
                _ when expected.StartsWith("fails", StringComparison.Ordinal) => result.Validation is null,
                _ => true,
            };
            if (!right)
            {
                failures.Add($"{path}: {outcome} {Why(result)}; the index says {expected}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    [Theory]
    [InlineData("resource/loop-endless-trip.onnx", DiagnosticCodes.RunTimeout)]
    [InlineData("resource/functions-billion-laughs-30.onnx", DiagnosticCodes.LoadTimeout)]
    [InlineData("resource/constfold-6gb.onnx", DiagnosticCodes.MemoryLimitExceeded)]
    [InlineData("native-risk/int64-min-div-minus1.onnx", DiagnosticCodes.ModelCrashes)]
    public void HostileModelsEndInTheirOwnCodeAndHarmNoOther(string model, string code)
    {
        string control = TestData.Get("resource/functions-ok-3x2.onnx");
        ValidationRequest request = ValidatorFixture.Request(TestData.Get(model)) with { Timeout = TimeSpan.FromSeconds(2), MemoryLimitBytes = 1L << 30 };

        Assert.Equal(ModelValidationOutcomes.Runs, fixture.Pass(ValidatorFixture.Request(control)).Outcome);
        Assert.Equal(code, fixture.Fail(request).Code);
        Assert.Equal(ModelValidationOutcomes.Runs, fixture.Pass(ValidatorFixture.Request(control)).Outcome);
    }

    private static string Why(ValidationResult result) => result.Validation?.Note + string.Join(' ', result.Problems.Select(problem => problem.Message));

    private static IEnumerable<(string Path, string Expected)> Models(string family) => TestData.Index()
        .Where(row => row["path"].StartsWith(family, StringComparison.Ordinal) && Path.GetExtension(row["path"]) is (".onnx" or ".ort"))
        .Select(row => (row["path"], row["expected"]));
}
