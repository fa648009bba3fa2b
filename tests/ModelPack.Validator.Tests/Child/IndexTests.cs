using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Core.Samples;
using ModelPack.Core.Validation;

namespace ModelPack.Validator.Tests.Child;

/// <summary>Every model of the test data has the outcome that its index states, by cause: as in a build, the file is read first, and what can be read is run.</summary>
public sealed class IndexTests(ValidatorFixture fixture)
{
    /// <summary>For what ends only by a limit.</summary>
    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(3);

    /// <summary>For what ends by itself, on a machine that does other things as well.</summary>
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(60);

    [Fact]
    public void EveryModelHasTheOutcomeThatTheIndexStates()
    {
        List<string> failures = [];
        int models = 0;
        foreach (IReadOnlyDictionary<string, string> row in TestData.Index().Where(IsModel))
        {
            models++;
            string expected = row["expected"];
            Outcome outcome = Judge(TestData.Get(row["path"]), expected.Contains("hangs", StringComparison.Ordinal) ? s_short : s_long);
            if (!ExpectedOutcome.Fits(expected, outcome))
            {
                failures.Add($"{row["path"]}: {outcome.Code} {outcome.Text}; the index says {expected}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
        Assert.True(models > 300, $"{models} models");
    }

    private static bool IsModel(IReadOnlyDictionary<string, string> row) =>
        row["expected"].Split(':', ';', ' ')[0] is "loads" or "fails" or "load-fails" or "hangs" or "crashes"
        && !Path.GetFileName(row["path"]).StartsWith("input_", StringComparison.Ordinal);

    private Outcome Judge(string path, TimeSpan limit)
    {
        try
        {
            ModelFormat format = ModelFormatDetector.Detect(path);
            OnnxModelFacts facts = format == ModelFormat.Ort && !path.EndsWith(".onnx", StringComparison.Ordinal) ? OrtModelReader.Read(path) : OnnxModelReader.Read(path);
            List<Problem> problems = [];
            string folder = Path.GetDirectoryName(path)!;
            ExternalDataResolver.Resolve(path, folder, facts.ExternalData, problems);
            if (problems.Count > 0)
            {
                return new Outcome(problems[0].Code, problems[0].Message, false);
            }

            ValidationResult result = fixture.Validate(ValidatorFixture.Request(path) with
            {
                Format = format,
                Facts = facts,
                Samples = [.. Directory.GetDirectories(folder, "test_data_set_*").Order(StringComparer.Ordinal).Select(set => SampleReader.FromOnnxFolder(set, Directory.GetFiles(set)))],
                Timeout = limit,
            });
            bool beyond = facts.Inputs.Concat(facts.Outputs).Any(value => DotNetTypes.Beyond(value.Type) is not null);
            return result.Validation is { } validation ? new Outcome(validation.Outcome, validation.Note, beyond) : new Outcome(result.Problems[0].Code, result.Problems[0].Message, beyond);
        }
        catch (ModelPackException exception)
        {
            return new Outcome(exception.Problem.Code, exception.Problem.Message, false);
        }
    }
}
