using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Manifest;
using ModelPack.Core.Tests.Projects;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Lineage;

public sealed class DvcImporterTests
{
    [Fact]
    public void APipelineOfDvc3IsRead()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/dvc/example-get-started"));

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(["prepare", "featurize", "train", "evaluate"], manifest.Pipeline!.Select(stage => stage.Name));
        ModelPipelineStage train = manifest.Pipeline![2];
        Assert.Equal("python src/train.py data/features model.pkl", Assert.Single(train.Commands!));
        Assert.Equal(["data/features md5:f35d4cc2c552ac959ae602162b8543f3.dir 2232588 2", "src/train.py md5:324001573ed724e5ae092226fcf9ca30 1666 "], train.Inputs!.Select(Text));
        Assert.Equal(["model.pkl md5:d1f6e055f7f5e2827fcfae68d9b64d4c 1958115 "], train.Outputs!.Select(Text));

        Assert.Equal(
            ["featurize.max_features=200", "featurize.ngrams=2", "prepare.seed=20170428", "prepare.split=0.2", "train.min_split=0.01", "train.n_est=50", "train.seed=20170428"],
            manifest.Configuration!.Hyperparameters!.Select(pair => $"{pair.Key}={pair.Value}"));

        ModelDataset data = Assert.Single(manifest.Data!);
        Assert.Equal(("data/data.xml", "md5:22a1a2931c8370d3aeedd7183606fd7f", 14445097L), (data.Name, data.Digest, data.Size!.Value));
        Assert.Equal(("https://github.com/iterative/dataset-registry", "f59388cd04276e75d70b2136597aaa27e7937cc3"), (data.Uri, data.Version));
        Assert.Equal("Initial XML StackOverflow dataset (raw data)", data.Description);

        Assert.Contains(manifest.TrainingCode!.Files!, file => file is { Path: "src/train.py", Digest: "md5:324001573ed724e5ae092226fcf9ca30" });
        Assert.Equal(("DVC", "text-classification"), (manifest.Registry![0].Registry, manifest.Registry[0].Name));
        Assert.Equal(["nlp", "classification", "stackoverflow"], manifest.Architecture!.Tags!);
        Assert.Equal(("Dvc", "https://remote.dvc.org/get-started"), (manifest.Lineage![0].Kind, manifest.Lineage[0].Repository));
        Assert.Equal(["eval/metrics.json"], manifest.Lineage[0].Missing!);
        SchemaTests.AssertManifest(project);
    }

    [Fact]
    public void APipelineOfDvc2AndItsMetricsAreRead()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/dvc/demo-bank-customer-churn/dvc.lock"));

        ModelManifest manifest = project.BuildManifest();

        ModelDataset data = Assert.Single(manifest.Data!);
        Assert.Equal("md5-dos2unix:73fba4fd85b6dbaf95c9d5e3836d3926", data.Digest);
        Assert.Equal("s3://sandbox-datasets-iterative/bank-customer-churn/73/fba4fd85b6dbaf95c9d5e3836d3926", data.Uri);
        Assert.Equal("150", manifest.Configuration!.Hyperparameters!["train.params.n_estimators"].ToString());
        Assert.NotEmpty(manifest.Metrics!);
        Assert.Contains(manifest.Pipeline![1].Outputs!, output => output.Path == "model/clf-model");
    }

    [Fact]
    public void MetricsThatStagesNameAreRead()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/dvc/wineq"));

        ModelManifest manifest = project.BuildManifest();

        Assert.Contains(manifest.Metrics!, metric => metric.Name == "rmse");
        Assert.Contains(manifest.Metrics!, metric => metric.Name == "alpha");
        Assert.Equal("0.88", manifest.Configuration!.Hyperparameters!["estimators.ElasticNet.params.alpha"].ToString());
    }

    /// <summary>What <c>dvc dataset</c> locks.</summary>
    [Fact]
    public void DataSetsOfALockAreRead()
    {
        using TestProject project = new();
        project.Add(
            ModelItemKind.Lineage,
            "dvc.lock",
            "schema: '2.0'\ndatasets:\n- { name: faces, type: dvc, url: 'https://t0k3n@example.com/r', path: data/faces, rev: v1, rev_lock: abc }\n- { name: cats, type: dvcx, url: dvcx://cats, version: 3 }\n- { name: logs, type: url, url: 's3://b/logs', meta: { version_id: x, etag: E } }\n- 5\n");

        Assert.Equal(
            ["cats|dvcx://cats|3||", "faces|https://example.com/r|abc||'data/faces' at v1", "logs|s3://b/logs|x|etag:E|"],
            project.BuildManifest().Data!.Select(data => $"{data.Name}|{data.Uri}|{data.Version}|{data.Digest}|{data.Provenance}"));
    }

    [Fact]
    public void AnOutputThatIsPackedMustHaveTheDigestOfTheLock()
    {
        using TestProject project = new();
        byte[] model = TinyModels.Add();
        project.Add(ModelItemKind.Weights, "model.onnx", model);
        string path = project.Add(ModelItemKind.Lineage, "dvc.lock", Lock("model.onnx", Md5(model)));

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(["model.onnx"], manifest.Lineage![0].Verified!);
        Assert.Equal("src/train.py", manifest.TrainingCode!.TrainingEntryPoint);

        File.WriteAllText(path, Lock("model.onnx", Md5("other"u8)));
        Problem problem = project.BuildError();

        Assert.Equal((DiagnosticCodes.LineageDigest, path, 9), (problem.Code, problem.File, problem.Line));
        Assert.Contains("'model.onnx'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOlderDigestOfNormalizedTextIsNotCompared()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add());
        project.Add(ModelItemKind.Lineage, "dvc.lock", Lock("model.onnx", Md5("other"u8)).Replace("      hash: md5\n", "", StringComparison.Ordinal));

        Assert.Null(project.BuildManifest().Lineage![0].Verified);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheFilesOfAFolderAreChecked(bool cached)
    {
        using TestProject project = new();
        byte[] model = TinyModels.Add();
        project.Add(ModelItemKind.Weights, "out/model.onnx", model);
        project.Add(ModelItemKind.Config, "out/ä/config.json", "{}");
        string list = $$"""[{"md5": "{{Md5(model)}}", "relpath": "model.onnx"}, {"md5": "{{Md5("{}"u8)}}", "relpath": "\u00e4/config.json"}]""";
        string digest = Md5(Encoding.UTF8.GetBytes(list)) + ".dir";
        project.Add(ModelItemKind.Lineage, "dvc.lock", Lock("out", digest));
        project.Folder.Write("p/.dvc/config", "");
        if (cached)
        {
            project.Folder.Write($"p/.dvc/cache/files/md5/{digest[..2]}/{digest[2..]}", list);
        }

        Assert.Equal(["out/model.onnx", "out/ä/config.json"], project.BuildManifest().Lineage![0].Verified!);

        project.Folder.Write("p/out/ä/config.json", "{ }");

        Assert.Equal(DiagnosticCodes.LineageDigest, project.BuildError().Code);
    }

    [Fact]
    public void AModelThatADataFileTracksIsCheckedToo()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add());
        project.Add(ModelItemKind.Lineage, "model.onnx.dvc", $"outs:\n- md5: {Md5("other"u8)}\n  size: 5\n  hash: md5\n  path: model.onnx\n");

        Assert.Equal(DiagnosticCodes.LineageDigest, project.BuildError().Code);
    }

    [Fact]
    public void ADataFileIsADataSet()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/dvc/wineq/data_given/winequality.csv.dvc"));

        ModelDataset data = Assert.Single(project.BuildManifest().Data!);

        Assert.Equal(("data_given/winequality.csv", "md5-dos2unix:ccc8d3507eb151f53f760d36abdef888", 91998L), (data.Name, data.Digest, data.Size!.Value));
    }

    [Fact]
    public void VersionAwareRemotesStagesOfMatricesAndFoldersOfStagesAreRead()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "dvc.yaml", "stages:\n  fit:\n    foreach: [a]\n    do:\n      cmd: x\n      wdir: sub\n      metrics:\n      - m.json:\n          cache: false\n      - ${dir}/x.json\n");
        project.Folder.Write("p/sub/m.json", """{ "f1": 0.5 }""");
        project.Folder.Write("p/dvc.lock", "schema: '2.0'\nstages:\n  fit@a:\n    cmd: [x, y]\n    deps:\n    - path: in.csv\n      version_id: v7\n      cloud: { s3: { etag: ABC, version_id: v8 } }\n    outs:\n    - path: ../model.bin\n      etag: Xy\n");
        project.Folder.Write("p/.dvc/config", "[core]\n    remote = s3\n['remote \"s3\"']\n    url = s3://bucket/x/\n    secret_access_key = abcdefgh\n");

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(("sub/in.csv", "etag:ABC", "v7", "s3://bucket/x/sub/in.csv"), (manifest.Data![0].Name, manifest.Data[0].Digest, manifest.Data[0].Version, manifest.Data[0].Uri));
        Assert.Equal(["x", "y"], manifest.Pipeline![0].Commands!);
        Assert.Equal(("fit@a", "model.bin", "etag:Xy"), (manifest.Pipeline[0].Name, manifest.Pipeline[0].Outputs![0].Path, manifest.Pipeline[0].Outputs![0].Digest));
        Assert.Equal(("f1", 0.5), (manifest.Metrics![0].Name, manifest.Metrics[0].Value));
    }

    [Fact]
    public void ALockOfDvc1IsRead()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "dvc.lock", "train:\n  cmd: python train.py\n  deps:\n  - path: a.csv\n    md5: 00000000000000000000000000000000\n");

        Assert.Equal("train", Assert.Single(project.BuildManifest().Pipeline!).Name);
    }

    [Theory]
    [InlineData("schema: '3.0'\nstages: {}\n", DiagnosticCodes.LineageVersion, 1)]
    [InlineData("- a\n- b\n", DiagnosticCodes.BadLineageFile, 1)]
    [InlineData("schema: '2.0'\nstages:\n  a: 1\n", DiagnosticCodes.BadLineageFile, 3)]
    [InlineData("schema: '2.0'\nstages:\n  a: [\n", DiagnosticCodes.BadLineageFile, 4)]
    public void ALockThatIsNoneIsOneErrorWithItsLine(string text, string code, int line)
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "dvc.lock", text);

        Problem problem = project.BuildError();

        Assert.Equal((code, line), (problem.Code, problem.Line));
    }

    [Fact]
    public void ASecretInACommandIsMasked()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "dvc.lock", "schema: '2.0'\nstages:\n  a:\n    cmd: python train.py --api-key abcdefgh12 --data /home/jane/x\n");

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal("python train.py --api-key *** --data ~/x", manifest.Pipeline![0].Commands![0]);
        Assert.Equal(DiagnosticCodes.SecretMasked, Assert.Single(project.LineageProblems).Code);
    }

    [Fact]
    public void ALinkOutOfTheRepositoryIsNotFollowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Symbolic links need a right on Windows.");
        using TestProject project = new();
        project.Folder.Write("secret/metrics.json", """{ "f1": 1 }""");
        project.Folder.Write("p/dvc.yaml", "metrics:\n- metrics.json\n");
        project.Folder.Write("p/dvc.lock", "schema: '2.0'\n");
        File.CreateSymbolicLink(project.Folder["p/metrics.json"], project.Folder["secret/metrics.json"]);
        project.Include(ModelItemKind.Lineage, "dvc.lock");

        Assert.Equal(DiagnosticCodes.LineageOutside, project.BuildError().Code);
    }

    [Fact]
    public void AChangeOfAnythingThatWasLookedAtIsNoticed()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Config, "labels.txt", "a");
        project.Folder.Write("p/dvc.yaml", "metrics:\n- metrics.json\n");
        project.Add(ModelItemKind.Lineage, "dvc.lock", "schema: '2.0'\n");
        Assert.Null(project.BuildManifest().Metrics);
        Assert.True(project.Build().UpToDate);

        project.Folder.Write("p/metrics.json", """{ "f1": 1 }""");

        Assert.NotNull(project.BuildManifest().Metrics);
    }

    private static string Lock(string output, string digest) => $"schema: '2.0'\nstages:\n  train:\n    cmd: python src/train.py\n    deps:\n    - path: src/train.py\n      md5: 00000000000000000000000000000000\n    outs:\n    - path: {output}\n      hash: md5\n      md5: {digest}\n      size: 1\n";

    private static string Md5(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));

    private static string Text(ModelReference reference) => $"{reference.Path} {reference.Digest} {reference.Size} {reference.Files}";
}
