using System.Globalization;
using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Manifest;
using ModelPack.Core.Tests.Projects;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Lineage;

public sealed class MLflowImporterTests
{
    private const string WineRun = "0d8653353e3e43beb89442a8bca1a94d";

    [Fact]
    public void TheNewestActiveRunOfAStoreIsTakenAndToldSo()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/mlflow/filestore-wine/mlruns"));

        ModelManifest manifest = project.BuildManifest();

        ModelLineageSource source = manifest.Lineage![0];
        Assert.Equal(("MLflow", "1e47c951822f47a595b32c1ae96e6c77", "loud-colt-529", "Default", "RUNNING"), (source.Kind, source.Run, source.RunName, source.Experiment, source.Status));
        Assert.Equal((DiagnosticCodes.RunChosen, ProblemSeverity.Notice), Assert.Single(project.LineageProblems.Select(problem => (problem.Code, problem.Severity))));
        Assert.Equal(("459611c9cc7cebc5b13599c9a768da3cc1cff17d", "~/ML_Project/example_dabs.py"), (manifest.TrainingCode!.Commit, manifest.TrainingCode.TrainingEntryPoint));
        Assert.Equal(0.5, manifest.Configuration!.Hyperparameters!["alpha"].GetDouble());
        Assert.Null(manifest.Training!.Duration);
        SchemaTests.AssertManifest(project);
    }

    [Theory]
    [InlineData(WineRun)]
    [InlineData("wise-roo-476")]
    public void ARunIsTakenByIdOrName(string run)
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/mlflow/filestore-wine"), ("Run", run));

        ModelManifest manifest = project.BuildManifest();

        Assert.Empty(project.LineageProblems);
        Assert.Equal(["mae 0.5627373693033669", "r2 0.24127270524006605", "rmse 0.7317723392279818"], manifest.Metrics!.Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.Name} {metric.Value}")));
        Assert.Equal(("aryan", "PT1.615S", DateTimeOffset.FromUnixTimeMilliseconds(1748257990910)), (manifest.Training!.Author, manifest.Training.Duration, manifest.Training.Started));
        Assert.Equal(("python 3.12.9", "2.2.6", "sklearn 1.6.1"), (manifest.Environment!.Language, manifest.Environment.Packages!["pypi"]["numpy"], manifest.Architecture!.Framework));
        Assert.Equal("mlflow 2.22.0", manifest.Lineage![0].Tool);
        Assert.DoesNotContain("/Users/", File.ReadAllText(project.State.Manifest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mlruns/0/" + WineRun)]
    [InlineData("mlruns/0/" + WineRun + "/artifacts/model")]
    [InlineData("mlruns/0/" + WineRun + "/artifacts/model/MLmodel")]
    public void ARunOrAModelThatItLoggedLeadsToTheSameRun(string path)
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/mlflow/filestore-wine/" + path));

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal((WineRun, "wise-roo-476", 3), (manifest.Lineage![0].Run, manifest.Lineage[0].RunName, manifest.Metrics!.Count));
    }

    [Fact]
    public void LoggedModelsOfMLflow3AreFollowedToTheirRun()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/mlflow/filestore-registry-aliases/mlruns/895387645806649699/models/m-7910d94af22749e58b5f73ceb59c19d2/artifacts"));

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(("01c4ab1ee24e481caa1688beea747fcb", "receptive-hare-278", "wine-quality-optimization", "FINISHED"), (manifest.Lineage![0].Run, manifest.Lineage[0].RunName, manifest.Lineage[0].Experiment, manifest.Lineage[0].Status));
        Assert.Equal("64-32-1", manifest.Configuration!.Hyperparameters!["architecture"].GetString());
        Assert.Equal("2.19.0", manifest.Environment!.Packages!["pypi"]["tensorflow"]);
        Assert.Null(manifest.Metrics![0].History);
        Assert.Null(manifest.TrainingCode);
    }

    [Fact]
    public void ARegisteredModelIsToldWhereItsRunIsGone()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/mlflow/filestore-registry-aliases/mlruns"), ("Model", "wine-quality-predictor@champion"));

        ModelManifest manifest = project.BuildManifest();

        ModelRegistration entry = Assert.Single(manifest.Registry!);
        Assert.Equal(("MLflow", "wine-quality-predictor", "2", "champion", DateTimeOffset.FromUnixTimeMilliseconds(1754670879515)), (entry.Registry, entry.Name, entry.Version, Assert.Single(entry.Aliases!), entry.Updated));
        Assert.Null(entry.Stages);
        Assert.NotEmpty(manifest.Lineage![0].Missing!);
    }

    [Theory]
    [InlineData("lineage/mlflow/export-import/sklearn_wine/run/run.json", "white_2", "max_depth=1", "r2=0.16952774536420723")]
    [InlineData("lineage/mlflow/export-import/oss_mlflow/single/experiments/basic/runs/eb66c160957d4a28b11d3f1b968df9cd/run.json", "eb66c160957d4a28b11d3f1b968df9cd", "max_depth=4", "mae=0.5877424565761121")]
    public void AnExportedRunIsRead(string file, string name, string parameter, string metric)
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get(file));

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(name, manifest.Lineage![0].RunName);
        Assert.Contains(parameter, manifest.Configuration!.Hyperparameters!.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Contains(metric, manifest.Metrics!.Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.Name}={item.Value}")));
        Assert.DoesNotContain("redacted-user-name@", File.ReadAllText(project.State.Manifest), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatAModelIsCalledAndItsInputExampleAreTold()
    {
        using TestProject project = new();
        project.Folder.Write("p/m/MLmodel", "flavors: {}\nmodel_id: m-0123456789abcdef0123456789abcdef\nutc_time_created: '2024-06-05 01:53:53.910623'\nsaved_input_example_info: { artifact_path: input_example.json, type: dataframe }\n");
        project.Folder.Write("p/m/input_example.json", "{}");
        project.Include(ModelItemKind.Lineage, "m");

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(("m-0123456789abcdef0123456789abcdef", "2024-06-05 01:53:53.910623"), (manifest.Lineage![0].Tags!["model_id"], manifest.Lineage[0].Tags!["utc_time_created"]));
        Assert.Equal(("input_example.json", "input example", 2, "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"), (manifest.Data![0].Name, manifest.Data[0].Role, manifest.Data[0].Size!.Value, manifest.Data[0].Digest));

        File.Delete(project.Folder["p/m/input_example.json"]);

        Assert.Equal(["input_example.json"], project.BuildManifest().Lineage![0].Missing!);
    }

    [Fact]
    public void HistoryDataSetsTagsPromptsAndRegistryOfARunAreRead()
    {
        using TestProject project = new();
        string run = new('a', 32);
        Store(project, run);

        project.Include(ModelItemKind.Lineage, "mlruns");
        ModelManifest manifest = project.BuildManifest();

        ModelMetric loss = manifest.Metrics!.Single(metric => metric.Name == "val/loss");
        Assert.Equal((0.25, 4, 1.0, 0.125, 1.0, 2), (loss.Value, loss.History!.Count, loss.History.First, loss.History.Minimum, loss.History.Maximum, loss.History.LastStep));
        ModelDataset data = Assert.Single(manifest.Data!);
        Assert.Equal(("wine", "training", "mlflow:0a1b2c3d", "s3://bucket/wine.csv", "s3", """{"num_rows": 5}"""), (data.Name, data.Role, data.Digest, data.Uri, data.Provenance, data.Statistics));
        Assert.Equal("blue", manifest.Lineage![0].Tags!["team"]);
        Assert.Equal(("https://example.com/x.git", "main"), (manifest.TrainingCode!.Repository, manifest.TrainingCode.Branch));
        ModelDocument prompt = Assert.Single(manifest.Prompts!);
        Assert.Equal(("prompts:/qa/1", "Answer: {{q}}"), (prompt.Path, prompt.Text));
        ModelRegistration entry = Assert.Single(manifest.Registry!);
        Assert.Equal(("m", "1", "Production", "best"), (entry.Name, entry.Version, Assert.Single(entry.Stages!), Assert.Single(entry.Aliases!)));
        SchemaTests.AssertManifest(project);
    }

    [Fact]
    public void ARunThatAppearsIsNoticed()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Config, "labels.txt", "a");
        Store(project, new('a', 32));
        project.Include(ModelItemKind.Lineage, "mlruns");
        project.BuildManifest();
        Assert.True(project.Build().UpToDate);

        project.Folder.Write("p/mlruns/1/" + new string('b', 32) + "/meta.yaml", $"run_id: {new string('b', 32)}\nexperiment_id: '1'\nstart_time: 9\nstatus: 3\nlifecycle_stage: active\n");

        Assert.Equal(new string('b', 32), project.BuildManifest().Lineage![0].Run);
    }

    [Theory]
    [InlineData("Run", "gone")]
    [InlineData("Experiment", "gone")]
    [InlineData("Model", "gone/1")]
    public void WhatIsAskedForAndNotThereIsAnError(string metadata, string value)
    {
        using TestProject project = new();
        Store(project, new('a', 32));
        project.Include(ModelItemKind.Lineage, "mlruns", (metadata, value));

        Assert.Equal(DiagnosticCodes.RunNotFound, project.BuildError().Code);
    }

    [Theory]
    [InlineData("float32", "[-1, 2]", null)]
    [InlineData("float64", "[-1, 2]", null)]
    [InlineData("float32", "[-1, 3]", "dimension 1 of the input 'x' is 2, 3 was recorded")]
    [InlineData("float32", "[-1]", "2 dimensions, 1 were recorded")]
    [InlineData("str", "[-1, 2]", "is of float, string was recorded")]
    public void TheSignatureIsComparedWithTheModels(string type, string shape, string? difference)
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "model/model.onnx", TinyModels.Add());
        project.Add(ModelItemKind.Lineage, "model/MLmodel", Model("[{\"type\": \"tensor\", \"name\": \"x\", \"tensor-spec\": {\"dtype\": \"" + type + "\", \"shape\": " + shape + "}}]"));

        project.BuildManifest();

        if (difference is null)
        {
            Assert.Empty(project.LineageProblems);
        }
        else
        {
            Problem problem = Assert.Single(project.LineageProblems);
            Assert.Equal((DiagnosticCodes.SignatureDiffers, ProblemSeverity.Warning), (problem.Code, problem.Severity));
            Assert.Contains(difference, problem.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("MLmodel", "a: 1\n", DiagnosticCodes.BadLineageFile)]
    [InlineData("MLmodel", "flavors: {onnx: {}}\nsignature:\n  inputs: '[{'\n", DiagnosticCodes.BadLineageFile)]
    [InlineData("run.json", "{}", DiagnosticCodes.BadLineageFile)]
    [InlineData("run.json", """{ "mlflow": { "info": {} } }""", DiagnosticCodes.BadLineageFile)]
    [InlineData("x.mlflow.json", """{ "format": "modelpack-mlflow-snapshot", "version": 9 }""", DiagnosticCodes.LineageVersion)]
    [InlineData("x.mlflow.json", """{ "format": "modelpack-mlflow-snapshot", "run": 1 }""", DiagnosticCodes.BadLineageFile)]
    public void WhatIsNoneIsOneError(string name, string text, string code)
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, name, text);

        Assert.Equal(code, project.BuildError().Code);
    }

    [Theory]
    [InlineData("meta.yaml", "- a\n", 1)]
    [InlineData("metrics/f1", "1 0.5 0\nnonsense\n", 2)]
    [InlineData("metrics/f1", "1 abc 0\n", 1)]
    public void ABrokenRunIsOneErrorWithItsLine(string file, string text, int line)
    {
        using TestProject project = new();
        Store(project, new('a', 32));
        string path = project.Folder.Write($"p/mlruns/1/{new string('a', 32)}/{file}", text);
        project.Include(ModelItemKind.Lineage, "mlruns");

        Problem problem = project.BuildError();

        Assert.Equal((DiagnosticCodes.BadLineageFile, path, line), (problem.Code, problem.File, problem.Line));
    }

    [Fact]
    public void AnEmptyStoreIsAnError()
    {
        using TestProject project = new();
        project.Folder.Write("p/mlruns/0/meta.yaml", "experiment_id: '0'\nname: Default\n");
        project.Include(ModelItemKind.Lineage, "mlruns");

        Assert.Equal(DiagnosticCodes.RunNotFound, project.BuildError().Code);
    }

    [Fact]
    public void AValueThatWindowsWroteIsRead()
    {
        using TestProject project = new();
        Store(project, new('a', 32));
        project.Folder.Write($"p/mlruns/1/{new string('a', 32)}/params/city", Encoding.Latin1.GetBytes("Zürich"));
        project.Include(ModelItemKind.Lineage, "mlruns");

        Assert.Equal("Zürich", project.BuildManifest().Configuration!.Hyperparameters!["city"].GetString());
    }

    [Fact]
    public void WhatATrackerSawGoesBeforeAFile()
    {
        using TestProject project = new();
        Store(project, new('a', 32));
        project.Add(ModelItemKind.Lineage, "a/params.yaml", "lr: 7\n");
        project.Include(ModelItemKind.Lineage, "mlruns");

        Assert.Equal(0.1, project.BuildManifest().Configuration!.Hyperparameters!["lr"].GetDouble());
        Assert.Contains($"'mlruns' (run {new string('a', 32)})", Assert.Single(project.LineageProblems, problem => problem.Code == DiagnosticCodes.LineageContradiction).Message, StringComparison.Ordinal);
    }

    private static string Model(string inputs) => $"flavors:\n  onnx:\n    onnx_version: 1.16.0\n    data: model.onnx\n  python_function:\n    python_version: 3.12.1\nsignature:\n  inputs: '{inputs}'\n  outputs: null\n";

    private static void Store(TestProject project, string run)
    {
        void Write(string path, string text) => project.Folder.Write("p/mlruns/" + path, text);

        Write("1/meta.yaml", "experiment_id: '1'\nname: exp\nlifecycle_stage: active\n");
        Write($"1/{run}/meta.yaml", $"run_id: {run}\nrun_name: n\nexperiment_id: '1'\nstart_time: 2\nend_time: 5\nstatus: 3\nuser_id: jane\nlifecycle_stage: active\n");
        Write($"1/{new string('d', 32)}/meta.yaml", $"run_id: {new string('d', 32)}\nexperiment_id: '1'\nstart_time: 99\nlifecycle_stage: deleted\n");
        Write($"1/{run}/params/lr", "0.1");
        Write($"1/{run}/metrics/val/loss", "1 1.0 0\n2 0.125 1\n3 0.5 2\n4 0.25 2\n");
        Write($"1/{run}/metrics/f1", "5 nan 0\n");
        Write($"1/{run}/tags/team", "blue");
        Write($"1/{run}/tags/mlflow.source.git.repoURL", "https://u:p@example.com/x.git");
        Write($"1/{run}/tags/mlflow.source.git.branch", "main");
        Write($"1/{run}/inputs/i1/meta.yaml", "source_type: DATASET\nsource_id: d1\ndestination_type: RUN\ntags:\n  mlflow.data.context: training\n");
        Write("1/datasets/d1/meta.yaml", "name: wine\ndigest: 0a1b2c3d\nsource_type: s3\nsource: '{\"uri\": \"s3://bucket/wine.csv\"}'\nprofile: '{\"num_rows\": 5}'\n");
        Write("models/m/meta.yaml", "name: m\naliases: {}\n");
        Write("models/m/aliases/best", "1");
        Write("models/m/version-1/meta.yaml", $"name: m\nversion: 1\ncurrent_stage: Production\nrun_id: ''\nsource: runs:/{run}/model\nlast_updated_timestamp: 7\n");
        Write("models/qa/meta.yaml", "name: qa\n");
        Write("models/qa/tags/mlflow.prompt.is_prompt", "true");
        Write("models/qa/version-1/meta.yaml", "name: qa\nversion: 1\n");
        Write("models/qa/version-1/tags/mlflow.prompt.text", "Answer: {{q}}");
        Write("models/qa/version-1/tags/mlflow.prompt.run_ids", run);
    }
}
