using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Filters;

namespace ModelPack.Feeds.Tests.Filters;

public sealed class VersionFilterTests
{
    private const string Manifest = """
        {
          "id": "Contoso.A", "version": "1.10.0-rc.2", "created": "2026-05-17T08:00:00+02:00", "license": "MIT", "empty": null, "text": "",
          "metrics": [
            { "name": "accuracy", "value": 0.93, "dataset": "test", "higherIsBetter": true },
            { "name": "eval.loss", "value": 0.25 },
            { "name": "top-5", "value": "NaN" } ],
          "data": [
            { "name": "reviews", "version": "2026-05", "role": "training", "size": 1200 },
            { "name": "news", "version": "1.9", "role": "evaluation" } ],
          "configuration": { "hyperparameters": { "optimizer.lr": 0.001, "epochs": 3, "name": "x", "schedule": "cosine" } },
          "models": [ { "file": "model.onnx", "primary": true, "opsets": { "ai.onnx": 17 }, "signature": { "inputs": [ { "name": "ids", "type": { "shape": [ 1, "batch" ] } } ] } } ],
          "code": { "dirty": false, "commit": "1a2b3c" },
          "training": { "author": "Ann \"A\" Lee", "experiments": [ "https://a/1", "https://b/2" ] }
        }
        """;

    private const string Listing = """{ "version": "1.10.0-rc.2", "listed": true, "aliases": [ "Production", "Staging" ], "size": 10485760 }""";

    [Theory]
    [InlineData("metrics.accuracy >= 0.9 and data.version == \"2026-05\"", true)]
    [InlineData("metrics.accuracy >= 0.95", false)]
    [InlineData("metrics.accuracy == 0.930", true)]
    [InlineData("metrics.ACCURACY > .9", true)]
    [InlineData("0.9 < metrics.accuracy", true)]
    [InlineData("0.9 >= metrics.accuracy", false)]
    [InlineData("metrics.eval.loss < 0.3", true)]
    [InlineData("metrics.\"eval.loss\" < 0.3", true)]
    [InlineData("metrics['eval.loss'] < 0.3", true)]
    [InlineData("metrics.accuracy.dataset == 'test'", true)]
    [InlineData("metrics.name == 'accuracy'", true)]
    [InlineData("metrics.top-5 > 0", false)]
    [InlineData("metrics.top-5 <= 0", false)]
    [InlineData("metrics.f1", false)]
    [InlineData("metrics.f1 < 1", false)]
    [InlineData("metrics.f1 != 1", true)]
    [InlineData("metrics.f1 == null", true)]
    [InlineData("metrics.accuracy != null", true)]
    [InlineData("empty == null", true)]
    [InlineData("empty or text", false)]
    [InlineData("not metrics.f1", true)]
    [InlineData("data.version == '2026-05'", true)]
    [InlineData("data.version != '2026-05'", true)]
    [InlineData("not data.version == '2026-05'", false)]
    [InlineData("data.reviews.size >= 1e3", true)]
    [InlineData("data.role == evaluation", false)]
    [InlineData("data.news.version < 1.10", false)]
    [InlineData("data.news.version < '1.10'", true)]
    [InlineData("version >= 1.9.0", true)]
    [InlineData("version >= '1.10.0'", false)]
    [InlineData("version == 1.10.0-RC.2", true)]
    [InlineData("version > 1.10.0-rc.10", false)]
    [InlineData("version ~ '^1\\.10\\.'", true)]
    [InlineData("version ~ \"-(rc|beta)\\.\\d+$\"", true)]
    [InlineData("created >= 2026-05-17", true)]
    [InlineData("created >= 2026-05-17T06:00:00Z", true)]
    [InlineData("created == 2026-05-17T06:00:00Z", true)]
    [InlineData("created > '2026-05-17T06:00:01Z'", false)]
    [InlineData("created < 2026-06", true)]
    [InlineData("configuration.hyperparameters.optimizer.lr == 1e-3", true)]
    [InlineData("configuration.hyperparameters.epochs == 3.0", true)]
    [InlineData("configuration.hyperparameters.epochs == '3'", true)]
    [InlineData("configuration.hyperparameters.schedule contains 'COS'", true)]
    [InlineData("models.opsets.ai.onnx >= 17", true)]
    [InlineData("models.signature.inputs.name == 'ids'", true)]
    [InlineData("models.signature.inputs.ids.type.shape == 'batch'", true)]
    [InlineData("models.primary", true)]
    [InlineData("models.primary == TRUE", true)]
    [InlineData("code.dirty", false)]
    [InlineData("code.dirty == false", true)]
    [InlineData("training.author == \"Ann \\\"A\\\" Lee\"", true)]
    [InlineData("training.experiments contains 'b/2'", true)]
    [InlineData("training.experiments == 'https://b/2'", true)]
    [InlineData("aliases == 'Production'", true)]
    [InlineData("aliases contains 'prod' and size <= 10485760 and listed", true)]
    [InlineData("license != 'MIT' or ( metrics.accuracy > 0.9 and not code.dirty )", true)]
    [InlineData("true == listed AND NOT (license == 'GPL' OR license == 'X')", true)]
    [InlineData("license == 'MIT' or license == 'X' and license == 'Y'", true)]
    [InlineData("(license == 'MIT' or license == 'X') and license == 'Y'", false)]
    [InlineData("metrics.accuracy > metrics.eval.loss", true)]
    [InlineData("license < 'N'", true)]
    [InlineData("license < 5", false)]
    [InlineData("id.name == 'x'", false)]
    public void AFilterSelectsByAnyFieldOfTheManifest(string filter, bool matches)
    {
        using JsonDocument manifest = JsonDocument.Parse(Manifest);
        using JsonDocument listing = JsonDocument.Parse(Listing);

        Assert.Equal(matches, VersionFilter.Parse(filter).Matches(manifest.RootElement, listing.RootElement));
    }

    [Theory]
    [InlineData("", 1, "expected a field, 'not' or '(', found the end")]
    [InlineData("metrics.accuracy >=", 20, "expected a value after '>=', found the end")]
    [InlineData("metrics.accuracy >= and", 21, "expected a value after '>=', found 'and'")]
    [InlineData("metrics.accuracy = 1", 18, "'==' compares")]
    [InlineData("a && b", 3, "write 'and'")]
    [InlineData("a || b", 3, "write 'or'")]
    [InlineData("!a", 1, "write 'not'")]
    [InlineData("a.", 3, "expected a name after '.', found the end")]
    [InlineData("a.5.", 5, "expected a name after '.'")]
    [InlineData("a[0] == 1", 3, "expected a name in quotes after '[', found '0'")]
    [InlineData("a['x' == 1", 7, "expected ']', found '=='")]
    [InlineData("(a == 1", 8, "expected ')', 'and' or 'or', found the end")]
    [InlineData("a == 1)", 7, "expected 'and', 'or' or the end, found ')'")]
    [InlineData("a == 1 b", 8, "expected 'and', 'or' or the end, found 'b'")]
    [InlineData("a == 'x", 6, "has no closing '")]
    [InlineData("a == 5apples", 6, "'5apples' is no number, date or version")]
    [InlineData("1 == 2", 1, "a comparison needs a field on one side")]
    [InlineData("'x'", 4, "expected a comparison")]
    [InlineData("'x' contains a", 1, "expected a field before 'contains'")]
    [InlineData("a < null", 3, "'null' is compared with '==' or '!='")]
    [InlineData("a ~ '('", 5, "no regular expression")]
    [InlineData("a ~ '(?=x)'", 5, "no regular expression")]
    [InlineData("a ~ b", 5, "expected a regular expression in quotes after '~', found 'b'")]
    [InlineData("a == 1 and and", 12, "found 'and'")]
    [InlineData("created >= 2026-13-01", 12, "'2026-13-01' is no date")]
    [InlineData("created >= '17 May'", 12, "is no date")]
    [InlineData("published < 5", 13, "'5' is no date")]
    [InlineData("version >= '1.x'", 12, "is no version")]
    [InlineData("version == latest and 'x' > version", 23, "is no version")]
    [InlineData("data.version == 2026-5", 17, "'2026-5' is no date")]
    [InlineData("a ? b", 3, "'?' has no meaning here")]
    [InlineData("a \u0001 b", 3, "'?' has no meaning here")]
    public void AWrongFilterNamesTheColumnAndWhatWasExpected(string filter, int column, string expected)
    {
        Problem problem = Assert.Throws<ModelPackException>(() => VersionFilter.Parse(filter)).Problem;

        Assert.Equal((FeedDiagnosticCodes.BadFilter, FeedProblemKind.Usage), (problem.Code, FeedProblemKinds.Of(problem)));
        Assert.Contains($"at column {column}:", problem.Message, StringComparison.Ordinal);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFieldThatNoVersionHasIsTold()
    {
        using JsonDocument manifest = JsonDocument.Parse(Manifest);
        using JsonDocument other = JsonDocument.Parse("""{ "metrics": [ { "name": "f1", "value": 0.5 } ], "notes": null }""");
        VersionFilter filter = VersionFilter.Parse("metrics.acuracy > 0.9 or accuracy > 0.9 or metrics.f1 > 0.9 or notes == null or strange.thing == 1");

        _ = filter.Matches(manifest.RootElement);
        _ = filter.Matches(other.RootElement);

        Assert.Equal(["MP5048", "MP5048", "MP5048"], filter.UnknownFields.Select(problem => problem.Code));
        Assert.All(filter.UnknownFields, problem => Assert.Equal(ProblemSeverity.Warning, problem.Severity));
        Assert.Contains("'metrics.acuracy' that the filter names. Near are 'metrics.accuracy'.", filter.UnknownFields[0].Message, StringComparison.Ordinal);
        Assert.Contains("'metrics.accuracy'", filter.UnknownFields[1].Message, StringComparison.Ordinal);
        Assert.Contains("'strange.thing'", filter.UnknownFields[2].Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Near", filter.UnknownFields[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFilterIsBounded()
    {
        Problem deep = Assert.Throws<ModelPackException>(() => VersionFilter.Parse("a == 1 and a" + string.Concat(Enumerable.Repeat(".a", 2000)))).Problem;
        Assert.Contains("at column 12: the field that begins here has more than 32 parts", deep.Message, StringComparison.Ordinal);
        Assert.Throws<ModelPackException>(() => VersionFilter.Parse(new string('(', 5000)));
        Assert.Throws<ModelPackException>(() => VersionFilter.Parse("a == 1" + string.Concat(Enumerable.Repeat(" and a == 1", 1000))));
        Assert.Throws<ModelPackException>(() => VersionFilter.Parse(string.Concat(Enumerable.Repeat("not ", 200)) + "a"));
    }

    [Fact]
    public void AnyTextIsAFilterOrAProblem()
    {
        Random random = new(1);
        string[] parts = ["and", "or", "not", "(", ")", "a", ".", "[", "]", "'x'", "1", "==", "<", "~", "contains", "null", "true", " ", "2026-05", "\"", "-", "\\"];
        using JsonDocument manifest = JsonDocument.Parse(Manifest);
        for (int i = 0; i < 20_000; i++)
        {
            string text = string.Join(random.Next(3) == 0 ? "" : " ", Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)]));
            try
            {
                _ = VersionFilter.Parse(text).Matches(manifest.RootElement);
            }
            catch (ModelPackException exception)
            {
                Assert.Equal(FeedDiagnosticCodes.BadFilter, exception.Problem.Code);
            }
        }
    }
}
