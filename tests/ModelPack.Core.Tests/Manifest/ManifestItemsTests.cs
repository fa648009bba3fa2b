using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;

namespace ModelPack.Core.Tests.Manifest;

public sealed class ManifestItemsTests
{
    [Fact]
    public void PlainFilesBecomeMetricsAndHyperparametersByDottedName()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "metrics.json", """{ "accuracy": 0.91, "per": { "cs": { "f1": 0.5 } }, "note": "text", "confusion": [[1, 2]] }""");
        project.Add(ModelItemKind.Lineage, "params.yaml", "lr: 1e-3\nlayers: [64, 32]\noptimizer:\n  name: adam\n  nesterov: false\nid: '007'\n");

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal([("accuracy", 0.91), ("per.cs.f1", 0.5)], manifest.Metrics!.Select(metric => (metric.Name, metric.Value)));
        Assert.Equal(
            ["id=\"007\"", "layers=[64,32]", "lr=0.001", "optimizer.name=\"adam\"", "optimizer.nesterov=false"],
            manifest.Configuration!.Hyperparameters!.Select(pair => $"{pair.Key}={JsonSerializer.Serialize(pair.Value)}"));
        Assert.Equal(["Metrics", "Parameters"], manifest.Lineage!.Select(source => source.Kind));
    }

    [Fact]
    public void AnItemSaysMoreOfAnImportedMetric()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "metrics.json", """{ "accuracy": 0.91 }""");
        project.Include(ModelItemKind.Metric, "accuracy", ("Dataset", "squad"), ("HigherIsBetter", "true"));

        ModelMetric metric = Assert.Single(project.BuildManifest().Metrics!);

        Assert.Equal((0.91, "squad", true), (metric.Value, metric.Dataset, metric.HigherIsBetter));
    }

    [Fact]
    public void SettingsKeepTheirTypeAndKind()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Hyperparameter, "depth", ("Value", "12"));
        project.Include(ModelItemKind.Hyperparameter, "vocab", ("Value", "bpe"), ("Kind", "FeatureEngineering"));
        project.Include(ModelItemKind.Hyperparameter, "amp", ("Value", "true"), ("Kind", "TrainingArgument"));

        ModelConfiguration configuration = project.BuildManifest().Configuration!;

        Assert.Equal(12, configuration.Hyperparameters!["depth"].GetInt32());
        Assert.Equal("bpe", configuration.FeatureEngineering!["vocab"].GetString());
        Assert.True(configuration.TrainingArguments!["amp"].GetBoolean());
    }

    [Fact]
    public void ALocalDatasetIsDigestedAndNotPacked()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Dataset, "train.csv", "a,b\n", ("Role", "training"));

        ModelManifest manifest = project.BuildManifest();

        ModelDataset dataset = Assert.Single(manifest.Data!);
        Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData("a,b\n"u8)), dataset.Digest);
        Assert.Equal(4, dataset.Size);
        Assert.Empty(manifest.Files);
    }

    [Fact]
    public void ADatasetFolderIsDigestedByItsFilesAndABuildNoticesANewOne()
    {
        using TestProject project = new();
        project.Folder.Write("p/data/b.txt", "b");
        project.Folder.Write("p/data/sub/a.txt", "a");
        project.Include(ModelItemKind.Dataset, "data", ("Name", "corpus"));
        string lines = $"{Hex("b")}  b.txt\n{Hex("a")}  sub/a.txt\n";

        ModelDataset before = Assert.Single(project.BuildManifest().Data!);
        project.Folder.Write("p/data/c.txt", "c");
        ModelDataset after = Assert.Single(project.BuildManifest().Data!);

        Assert.Equal(("corpus", "sha256:" + Hex(lines)), (before.Name, before.Digest));
        Assert.NotEqual(before.Digest, after.Digest);
    }

    [Fact]
    public void ADatasetThatIsNotWhatItsDigestSaysIsAnError()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Dataset, "train.csv", "a,b\n", ("Digest", "sha256:" + new string('0', 64)));

        Assert.Equal(DiagnosticCodes.DatasetDigest, project.BuildError().Code);
    }

    [Theory]
    [InlineData(ModelItemKind.Metric, "Value", "good", DiagnosticCodes.BadMetadata)]
    [InlineData(ModelItemKind.Metric, "Split", "test", DiagnosticCodes.MissingMetadata)]
    [InlineData(ModelItemKind.Hyperparameter, "Kind", "Other", DiagnosticCodes.BadMetadata)]
    [InlineData(ModelItemKind.Dataset, "Path", "gone.csv", DiagnosticCodes.FileNotFound)]
    public void BadMetadataIsOneError(ModelItemKind kind, string name, string value, string code)
    {
        using TestProject project = new();
        project.Include(kind, "x", (name, value));

        Assert.Equal(code, project.BuildError().Code);
    }

    [Theory]
    [InlineData("metrics.json", "{ \"a\": [1, }", DiagnosticCodes.BadLineageFile)]
    [InlineData("metrics.json", "a: &a [*a]\nb: [", DiagnosticCodes.BadLineageFile)]
    [InlineData("other.json", "{}", DiagnosticCodes.UnknownLineageKind)]
    public void LineageThatCannotBeReadIsOneErrorWithFileAndLine(string name, string content, string code)
    {
        using TestProject project = new();
        string path = project.Add(ModelItemKind.Lineage, name, content);

        Problem problem = project.BuildError();

        Assert.Equal((code, path), (problem.Code, problem.File));
    }

    [Fact]
    public void YamlThatExpandsWithoutEndIsRefused()
    {
        StringBuilder bomb = new("a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
        for (int i = 1; i < 20; i++)
        {
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "params.yaml", bomb.ToString());

        Assert.Equal(DiagnosticCodes.BadLineageFile, project.BuildError().Code);
    }

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
