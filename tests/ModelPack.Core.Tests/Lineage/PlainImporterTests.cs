using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;

namespace ModelPack.Core.Tests.Lineage;

public sealed class PlainImporterTests
{
    [Theory]
    [InlineData("a: [1, 2\nb: }")]
    [InlineData("a: [")]
    [InlineData("{ \"a\": 1")]
    [InlineData("a: &x [*y]")]
    [InlineData("a: &x [*x]")]
    [InlineData("a: 1\n b: 2\n  - c")]
    [InlineData("? [a]\n: 1")]
    public void BrokenTextIsOneProblemOfTheFile(string text) => Assert.Equal(DiagnosticCodes.BadLineageFile, Fails("params.yaml", text).Code);

    [Theory]
    [InlineData("params.yaml")]
    [InlineData("params.json")]
    [InlineData("params.toml")]
    public void NestingWithoutEndIsAProblemAndNoOverflow(string name) =>
        Assert.Contains("levels", Fails(name, (name.EndsWith(".toml", StringComparison.Ordinal) ? "a = " : "") + new string('[', 200_000)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("params.yaml", "a: 1\nb: \xC3\x28\n", 2)]
    [InlineData("params.toml", "a = 1\nb = ?\n", 2)]
    [InlineData("params.json", "{\n\"a\": 1,\n\"b\": ?\n}", 3)]
    [InlineData("metrics.json", "", 1)]
    public void AProblemTellsTheLine(string name, string latin1, int line)
    {
        Problem problem = Fails(name, System.Text.Encoding.Latin1.GetBytes(latin1));

        Assert.Equal((DiagnosticCodes.BadLineageFile, line), (problem.Code, problem.Line));
    }

    [Fact]
    public void NonFiniteMetricsOfPythonAreRead()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "metrics.json", """{ "a": NaN, "b": [1, -Infinity], "c": -Infinity, "s": "NaN and Infinity" }""");

        Assert.Equal([("a", double.NaN), ("c", double.NegativeInfinity)], project.BuildManifest().Metrics!.Select(metric => (metric.Name, metric.Value)));
    }

    [Fact]
    public void TomlAndMergeKeysAreRead()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "params.toml", "lr = 1e-3\n[a.b]\nday = 2024-01-02\n");
        project.Add(ModelItemKind.Lineage, "params.yaml", "base: &base\n  x: 1\n  y: 2\nown:\n  <<: *base\n  y: 3\n");

        Assert.Equal(
            ["a.b.day=2024-01-02", "base.x=1", "base.y=2", "lr=0.001", "own.x=1", "own.y=3"],
            project.BuildManifest().Configuration!.Hyperparameters!.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Fact]
    public void AGiganticFileIsRefusedUnread()
    {
        using TestProject project = new();
        string path = project.Add(ModelItemKind.Lineage, "params.yaml", "");
        using (FileStream stream = File.OpenWrite(path))
        {
            stream.SetLength(1L << 33);
        }

        Assert.Equal(DiagnosticCodes.LineageTooLarge, project.BuildError().Code);
    }

    private static Problem Fails(string name, string text) => Fails(name, System.Text.Encoding.UTF8.GetBytes(text));

    private static Problem Fails(string name, byte[] text)
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, name, text);

        return project.BuildError();
    }
}
