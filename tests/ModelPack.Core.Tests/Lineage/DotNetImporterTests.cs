using System.Globalization;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Manifest;
using ModelPack.Core.Tests.Projects;

namespace ModelPack.Core.Tests.Lineage;

public sealed class DotNetImporterTests
{
    private const string Lock = """
        {
          "version": 2,
          "dependencies": {
            "net10.0": {
              "Microsoft.ML": { "type": "Direct", "requested": "[4.0.0, )", "resolved": "4.0.0", "contentHash": "x" },
              "Newtonsoft.Json": { "type": "Transitive", "resolved": "13.0.3" },
              "mylib": { "type": "Project" }
            },
            "net10.0/linux-x64": {
              "Native": { "type": "Transitive", "resolved": "1.0.0" }
            },
            "net8.0": {
              "Microsoft.ML": { "type": "Direct", "resolved": "3.0.0" }
            }
          }
        }
        """;

    [Theory]
    [InlineData(null, ".NET 10.0", "Microsoft.ML=4.0.0, 3.0.0 Native=1.0.0 Newtonsoft.Json=13.0.3")]
    [InlineData("net10.0", ".NET 10.0", "Microsoft.ML=4.0.0 Native=1.0.0 Newtonsoft.Json=13.0.3")]
    [InlineData("net8.0", ".NET 8.0", "Microsoft.ML=3.0.0")]
    public void ThePackagesOfALockFileAreRead(string? framework, string language, string packages)
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "trainer/packages.lock.json", Lock, framework is null ? [] : [("Framework", framework)]);

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(("NuGetLock", language, "trainer/packages.lock.json"), (manifest.Lineage![0].Kind, manifest.Environment!.Language, manifest.Environment.LockFile));
        Assert.Equal(packages, string.Join(' ', manifest.Environment.Packages!["nuget"].Select(package => $"{package.Key}={package.Value}")));
        SchemaTests.AssertManifest(project);
    }

    [Theory]
    [InlineData("{}", DiagnosticCodes.BadLineageFile)]
    [InlineData("""{ "version": 9, "dependencies": {} }""", DiagnosticCodes.LineageVersion)]
    [InlineData("""{ "version": 1, "dependencies": { "net8.0": {} } }""", DiagnosticCodes.BadLineageFile)]
    [InlineData("""{ "version": 1, "dependencies": [ """, DiagnosticCodes.BadLineageFile)]
    public void ALockFileThatIsNoneIsOneError(string text, string code)
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "packages.lock.json", text, ("Framework", "net10.0"));

        Assert.Equal(code, project.BuildError().Code);
    }

    [Fact]
    public void TheNewestExecutionOfAnEvaluationIsSummedUp()
    {
        using TestProject project = new();
        Store(project);
        project.Include(ModelItemKind.Lineage, "eval");

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(("AIEvaluation", "second"), (manifest.Lineage![0].Kind, manifest.Lineage[0].Run));
        Assert.Equal(DiagnosticCodes.RunChosen, Assert.Single(project.LineageProblems).Code);
        Assert.Equal(
            ["Coherence  4 3", "Coherence greeting 4.5 2", "Coherence weather 3 ", "Grounded  0.5 2", "Grounded greeting 0.5 2"],
            manifest.Metrics!.Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.Name} {metric.Dataset} {metric.Value} {metric.History?.Count}")));
        SortedDictionary<string, string> tags = manifest.Lineage[0].Tags!;
        Assert.Equal(("3", "1", "gpt-4o-2024-08-06", "gpt-4.1"), (tags["results"], tags["failed"], tags["models"], tags["evaluatingModels"]));
        Assert.DoesNotContain("Hello there", File.ReadAllText(project.State.Manifest), StringComparison.Ordinal);
        SchemaTests.AssertManifest(project);
    }

    [Theory]
    [InlineData("eval", "first", "first")]
    [InlineData("eval/results/first", null, "first")]
    [InlineData("eval/results/second/weather/1.json", null, "second")]
    public void AnExecutionOrAResultIsTakenByName(string path, string? run, string expected)
    {
        using TestProject project = new();
        Store(project);
        project.Include(ModelItemKind.Lineage, path, run is null ? [] : [("Run", run)]);

        Assert.Equal(expected, project.BuildManifest().Lineage![0].Run);
        Assert.Empty(project.LineageProblems);
    }

    [Fact]
    public void AnExecutionThatIsNotThereIsAnError()
    {
        using TestProject project = new();
        Store(project);
        project.Include(ModelItemKind.Lineage, "eval", ("Run", "third"));

        Problem problem = project.BuildError();

        Assert.Equal(DiagnosticCodes.RunNotFound, problem.Code);
        Assert.Contains("'first', 'second'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ABrokenResultIsAnErrorWithItsLine()
    {
        using TestProject project = new();
        Store(project);
        string path = project.Folder.Write("p/eval/results/second/weather/2.json", "{\n\"scenarioName\": \"weather\",\n\"executionName\": ?\n}");
        project.Include(ModelItemKind.Lineage, "eval");

        Problem problem = project.BuildError();

        Assert.Equal((DiagnosticCodes.BadLineageFile, path, 3), (problem.Code, problem.File, problem.Line));
    }

    private static void Store(TestProject project)
    {
        void Result(string execution, string scenario, string iteration, string time, string metrics) => project.Folder.Write(
            $"p/eval/results/{execution}/{scenario}/{iteration}.json",
            "{ \"scenarioName\": \"" + scenario + "\", \"iterationName\": \"" + iteration + "\", \"executionName\": \"" + execution + "\", \"creationTime\": \"" + time + "\", \"messages\": [ { \"role\": \"user\", \"contents\": [ { \"$type\": \"text\", \"text\": \"Hello there\" } ] } ], \"modelResponse\": { \"messages\": [], \"modelId\": \"gpt-4o-2024-08-06\" }, \"evaluationResult\": { \"metrics\": { " + metrics + " } }, \"chatDetails\": { \"turnDetails\": [ { \"latency\": 1.5, \"model\": \"gpt-4.1\" } ] }, \"formatVersion\": 1 }");

        Result("first", "greeting", "1", "2026-01-01T00:00:00Z", "\"Coherence\": { \"$type\": \"numeric\", \"value\": 1, \"name\": \"Coherence\" }");
        Result("second", "greeting", "1", "2026-02-01T00:00:00Z", "\"Coherence\": { \"$type\": \"numeric\", \"value\": 5, \"name\": \"Coherence\" }, \"Grounded\": { \"$type\": \"boolean\", \"value\": true, \"name\": \"Grounded\" }");
        Result("second", "greeting", "2", "2026-02-01T00:00:01Z", "\"Coherence\": { \"$type\": \"numeric\", \"value\": 4, \"name\": \"Coherence\" }, \"Grounded\": { \"$type\": \"boolean\", \"value\": false, \"name\": \"Grounded\", \"interpretation\": { \"rating\": \"unacceptable\", \"failed\": true } }");
        Result("second", "weather", "1", "2026-02-01T00:00:02Z", "\"Coherence\": { \"$type\": \"numeric\", \"value\": 3, \"name\": \"Coherence\" }, \"Tone\": { \"$type\": \"string\", \"value\": \"kind\", \"name\": \"Tone\" }");
    }
}
