using System.Globalization;
using System.Security.Cryptography;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Fuzzing;
using ModelPack.Core.Tests.Manifest;
using ModelPack.Core.Tests.Projects;
using ModelPack.Testing.Onnx;
using static ModelPack.Core.Tests.Lineage.WandbLogs;

namespace ModelPack.Core.Tests.Lineage;

public sealed class WandbImporterTests
{
    [Fact]
    public void ARunOfThePythonClientIsRead()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/wandb/asquaredm/run-20240531_132447-ysa65ot4"));

        ModelManifest manifest = project.BuildManifest();

        ModelLineageSource source = manifest.Lineage![0];
        Assert.Equal(("Wandb", "ysa65ot4", "BetaDARTS-DARTS_UNROLL-False", "flatnas/FlatDARTS-cifar10-nasbenchTrue", "wandb 0.17.0"), (source.Kind, source.Run, source.RunName, source.Experiment, source.Tool));
        Assert.Equal(("https://github.com/Sunshine-Ye/Beta-DARTS.git", "f3077048c8cf1fef977496f8e46869cb07e73e30", "nasbench201/train_search.py", null), (manifest.TrainingCode!.Repository, manifest.TrainingCode.Commit, manifest.TrainingCode.TrainingEntryPoint, manifest.TrainingCode.Dirty));
        Assert.Equal("0.025", manifest.Configuration!.Hyperparameters!["learning_rate"].ToString());
        Assert.DoesNotContain(manifest.Configuration.Hyperparameters!.Keys, key => key.StartsWith("_wandb", StringComparison.Ordinal));
        Assert.Equal(("gambella", "NVIDIA A40, 48 CPU cores", new DateTimeOffset(2024, 5, 31, 13, 24, 47, TimeSpan.Zero)), (manifest.Training!.Author, manifest.Training.Compute, manifest.Training.Started!.Value.AddTicks(-(manifest.Training.Started.Value.Ticks % TimeSpan.TicksPerSecond))));
        Assert.Equal("https://wandb.ai/flatnas/FlatDARTS-cifar10-nasbenchTrue/runs/ysa65ot4", Assert.Single(manifest.Training.Experiments!));
        Assert.Equal(("python 3.11.5", "2.2.1"), (manifest.Environment!.Language, manifest.Environment.Packages!["pypi"]["torch"]));
        Assert.StartsWith("Linux-5.4.0", manifest.Environment.OperatingSystem, StringComparison.Ordinal);

        // It was killed: its log breaks off.
        Assert.Equal((DiagnosticCodes.LogBroken, ProblemSeverity.Notice), Assert.Single(project.LineageProblems.Select(problem => (problem.Code, problem.Severity))));
        AssertNoPersonalData(project, "redacted@", "zeuslecco", "/home/gambella");
    }

    [Fact]
    public void ARunOfTheGoClientIsRead()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/wandb/gocore-0.25"));

        ModelManifest manifest = project.BuildManifest();

        Assert.Empty(project.LineageProblems);
        Assert.Equal(("p7l4uhui", "q2-detector-bim-resnet34", "wandb 0.25.1"), (manifest.Lineage![0].Run, manifest.Lineage[0].RunName, manifest.Lineage[0].Tool));
        Assert.Equal("bim", manifest.Configuration!.Hyperparameters!["attack"].GetString());
        Assert.Equal("20", manifest.Configuration.TrainingArguments!["steps"].ToString());
        Assert.Equal(("2 x NVIDIA L40S, 48 CPU cores, CUDA 12.4", "PT18S"), (manifest.Training!.Compute, manifest.Training.Duration));
        ModelMetric accuracy = manifest.Metrics!.Single(metric => metric.Name == "detector/test_acc");
        Assert.Equal(0.9599609375, accuracy.Value);
        Assert.True(accuracy.History!.Count > 1);
        Assert.DoesNotContain(manifest.Metrics!, metric => metric.Name.StartsWith('_') || metric.Name.StartsWith("viz/", StringComparison.Ordinal));
        Assert.Equal("python 3.10.17", manifest.Environment!.Language);
        AssertNoPersonalData(project, "redacted@", "\"l40s\"", "/home/b23cs1037");
        SchemaTests.AssertManifest(project);
    }

    [Fact]
    public void PersonalDataIsKeptWhereItIsAskedFor()
    {
        using TestProject project = new() { Lineage = new() { PersonalData = true } };
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/wandb/gocore-0.25"));

        SortedDictionary<string, string> tags = project.BuildManifest().Lineage![0].Tags!;

        Assert.Equal(("redacted@example.com", "l40s"), (tags["email"], tags["host"]));
    }

    [Fact]
    public void AnOfflineRunThatHasLittleButItsLogIsRead()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/wandb/rdt-agilex"));

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(("6zjwrmwu", "roboticDiffusionTransformer", "FAILED (exit code 255)"), (manifest.Lineage![0].Run, manifest.Lineage[0].Experiment, manifest.Lineage[0].Status));
        Assert.Equal("a02e6142f281ee6019374fe2542cfa424493feb0", manifest.TrainingCode!.Commit);
        Assert.Equal(("0.0001", "true", "~/models/google/t5-v1_1-xxl"), (manifest.Configuration!.TrainingArguments!["learning_rate"].ToString(), manifest.Configuration.TrainingArguments["image_aug"].ToString().ToLowerInvariant(), manifest.Configuration.TrainingArguments["pretrained_text_encoder_name_or_path"].GetString()));
        Assert.Null(manifest.Training!.Experiments);
        Assert.Equal("PT6S", manifest.Training.Duration);
        Assert.Contains("deepspeed", manifest.Environment!.Packages!["pypi"].Keys);
        Assert.Contains("libzlib", manifest.Environment.Packages["conda"].Keys);
    }

    [Fact]
    public void APatchSaysThatTheTreeWasDirty()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/wandb/context-enhancement/run-20220327_171805-6k2yiw4s"));

        ModelManifest manifest = project.BuildManifest();

        Assert.True(manifest.TrainingCode!.Dirty);
        Assert.Equal("transformers 4.14.1", manifest.Architecture!.Framework);
        Assert.Equal([0.9, 0.98], manifest.Configuration!.Hyperparameters!["betas"].EnumerateArray().Select(beta => beta.GetDouble()));
    }

    [Fact]
    public void FilesThatWereDownloadedFromARunAreRead()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/wandb/gnlp-protein"));

        ModelManifest manifest = project.BuildManifest();

        Assert.Contains(manifest.Metrics!, metric => metric is { Name: "eval/accuracy", Value: 0.6 });
        Assert.Equal("2000", manifest.Configuration!.TrainingArguments!["vocab_size"].ToString());
        Assert.Equal(("Tesla V100-PCIE-16GB, 36 CPU cores", "tyronec"), (manifest.Training!.Compute, manifest.Training.Author));
    }

    [Theory]
    [InlineData("20210216", "offline-run-20210216_154407-g9dvvkua", "g9dvvkua")]
    [InlineData("context-enhancement", "context-enhancement/run-20220327_171805-6k2yiw4s/run-6k2yiw4s.wandb", "6k2yiw4s")]
    public void ALogAloneIsEnough(string name, string path, string id)
    {
        Assert.NotNull(name);
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/wandb/" + path));

        Assert.Equal(id, project.BuildManifest().Lineage![0].Run);
    }

    [Fact]
    public void OfSeveralRunsTheNewestIsTakenOrTheOneThatIsAskedFor()
    {
        using TestProject project = new();
        foreach (string run in (string[])["run-20240101_000000-aaaa", "offline-run-20250101_000000-bbbb"])
        {
            project.Folder.Write($"p/wandb/{run}/files/wandb-summary.json", """{"f1": 1}""");
        }

        project.Folder.Write("p/wandb/run-20240101_000000-aaaa/run-aaaa.wandb", Log(Record(17, Message((1, "aaaa"), (8, "named")))));
        project.Folder.Write("p/wandb/latest-run", "run-20240101_000000-aaaa");
        project.Folder.Write("p/wandb/settings", "[default]\nentity = e\nbase_url = https://wandb.example.com\n");
        project.Include(ModelItemKind.Lineage, "wandb");

        Assert.Equal("bbbb", project.BuildManifest().Lineage![0].Run);
        Assert.Equal((DiagnosticCodes.RunChosen, ProblemSeverity.Notice), Assert.Single(project.LineageProblems.Select(problem => (problem.Code, problem.Severity))));

        foreach ((string asked, string? expected) in ((string, string?)[])[("aaaa", "aaaa"), ("named", "aaaa"), ("offline-run-20250101_000000-bbbb", "bbbb"), ("cccc", null)])
        {
            project.Remove("wandb");
            project.Include(ModelItemKind.Lineage, "wandb", ("Run", asked));
            if (expected is null)
            {
                Assert.Equal(DiagnosticCodes.RunNotFound, project.BuildError().Code);
            }
            else
            {
                Assert.Equal(expected, project.BuildManifest().Lineage![0].Run);
                Assert.Empty(project.LineageProblems);
            }
        }
    }

    [Fact]
    public void EverythingThatALogMayHoldIsRead()
    {
        using TestProject project = new();
        byte[] model = TinyModels.Add();
        string path = project.Add(ModelItemKind.Weights, "model.onnx", model);
        byte[] manifest = Message((4, Message((1, "model.onnx"), (2, Convert.ToBase64String(MD5.HashData(model))), (6, path))));
        byte[] log = Log(
            Record(17, Message((1, "r"), (2, "team"), (3, "proj"), (9, "a note"), (10, "t1"), (10, "t2"), (4, Message((1, Item("lr", "0.5")))))),
            Record(5, Message((1, Item(["optimizer", "name"], "\"adam\"")))),
            Record(12, [.. Message((1, "loss")), .. Varint(8, 1)]),
            Record(2, [.. Message((1, Item("loss", "3"))), .. Message((2, Varint(1, 0)))]),
            Record(2, [.. Message((1, Item("loss", "NaN"))), .. Message((2, Varint(1, 1)))]),
            Record(2, [.. Message((1, Item("loss", "1"))), .. Message((2, Varint(1, 2)))]),
            Record(3, Message((1, Item("best", "0.25")), (1, Item("_step", "2")))),
            Record(25, Message((2, "dataset"), (3, "team/proj/corpus:v3"))),
            Record(25, Message((2, "model"), (3, "team/proj/base:v1"))),
            Record(8, Message((4, "model"), (5, "classifier"), (6, "abc"), (11, "latest"), (12, manifest))),
            Record(18, Varint(2, 90)),
            Record(4, new byte[100_000]));
        project.Folder.Write("p/wandb/run-20240101_000000-r/run-r.wandb", log);
        project.Folder.Write("p/wandb/settings", "base_url = https://wandb.example.com/\n");
        project.Include(ModelItemKind.Lineage, "wandb/run-20240101_000000-r");

        ModelManifest read = project.BuildManifest();

        Assert.Empty(project.LineageProblems);
        ModelMetric loss = read.Metrics!.Single(metric => metric.Name == "loss");
        Assert.Equal((1.0, 3, 1.0, 3.0, 2, false), (loss.Value, loss.History!.Count, loss.History.Minimum, loss.History.Maximum, loss.History.LastStep, loss.HigherIsBetter));
        Assert.Equal(0.25, read.Metrics!.Single(metric => metric.Name == "best").Value);
        Assert.Equal(["lr=0.5", "optimizer.name=adam"], read.Configuration!.Hyperparameters!.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(("team/proj/corpus", "v3"), (read.Data![0].Name, read.Data[0].Version));
        Assert.Equal(("team/proj/base", "v1"), (read.BaseModel![0].Name, read.BaseModel[0].Revision));
        Assert.Equal(("Weights & Biases", "classifier", "abc", "latest"), (read.Registry![0].Registry, read.Registry[0].Name, read.Registry[0].Version, read.Registry[0].Aliases![0]));
        Assert.Equal(["model.onnx"], read.Lineage![0].Verified!);
        Assert.Equal(("FINISHED", "a note", "t1, t2"), (read.Lineage[0].Status, read.Lineage[0].Tags!["notes"], read.Lineage[0].Tags!["tags"]));
        Assert.Equal(("PT1M30S", "https://wandb.example.com/team/proj/runs/r"), (read.Training!.Duration, read.Training.Experiments![0]));
    }

    [Fact]
    public void WhatPrecedesABrokenRecordIsKept()
    {
        using TestProject project = new();
        byte[] log = Log(Record(17, Message((1, "kept"))), Record(17, Message((3, "lost"))));
        project.Add(ModelItemKind.Lineage, "run-x.wandb", log[..^3]);

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(("kept", null), (manifest.Lineage![0].Run, manifest.Lineage[0].Experiment));
        Assert.Equal(DiagnosticCodes.LogBroken, Assert.Single(project.LineageProblems).Code);
    }

    [Fact]
    public void AnArtifactsManifestIsRead()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/wandb/gnlp-protein/wandb_manifest.json"));

        string expected = Convert.ToHexStringLower(MD5.HashData("wandb-artifact-manifest-v1\nroc_curve_table.table.json:7ow/fbXV0PSr9ksF/uCb7A==\n"u8));
        Assert.Equal(expected, project.BuildManifest().Lineage![0].Revision);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, DiagnosticCodes.LineageDigest)]
    public void TheFilesOfAnArtifactAreChecked(bool other, string? code)
    {
        using TestProject project = new();
        byte[] model = TinyModels.Add();
        project.Add(ModelItemKind.Weights, "artifacts/m/model.onnx", model);
        project.Add(ModelItemKind.Config, "artifacts/m/config.json", "{}");
        string digest = Convert.ToBase64String(MD5.HashData(other ? "other"u8 : model));
        project.Add(
            ModelItemKind.Lineage,
            "cache/wandb_manifest.json",
            $$"""{"version": 1, "storagePolicy": "wandb-storage-policy-v1", "contents": {"model.onnx": {"digest": "{{digest}}", "size": 1 }, "config.json": {"digest": "s3-etag", "ref": "s3://x/config.json" } } }""",
            ("Root", "artifacts/m"));

        if (code is null)
        {
            Assert.Equal(["artifacts/m/model.onnx"], project.BuildManifest().Lineage![0].Verified!);
        }
        else
        {
            Assert.Equal(code, project.BuildError().Code);
        }
    }

    [Theory]
    [InlineData("wandb_manifest.json", "{}", DiagnosticCodes.BadLineageFile)]
    [InlineData("wandb_manifest.json", """{"version": 2, "storagePolicy": "x"}""", DiagnosticCodes.LineageVersion)]
    [InlineData("run-x.wandb", ":W&B", DiagnosticCodes.BadLineageFile)]
    [InlineData("run-x.wandb", "", DiagnosticCodes.BadLineageFile)]
    [InlineData("wandb/run-20240101_000000-r/files/wandb-summary.json", "{", DiagnosticCodes.BadLineageFile)]
    [InlineData("wandb/run-20240101_000000-r/files/config.yaml", "a: [", DiagnosticCodes.BadLineageFile)]
    [InlineData("wandb/notes.txt", "", DiagnosticCodes.RunNotFound)]
    public void WhatIsNoneIsOneError(string name, string text, string code)
    {
        using TestProject project = new();
        project.Folder.Write("p/" + name, text);
        project.Include(ModelItemKind.Lineage, name.StartsWith("wandb/", StringComparison.Ordinal) ? "wandb" : name);

        Assert.Equal(code, project.BuildError().Code);
    }

    [Fact]
    public void MutantsOfLogsAreReadOrTold()
    {
        byte[] record = [.. Record(17, Message((1, "r"), (4, Message((1, Item("lr", "0.5")))), (21, Message((1, "https://x"), (2, "abc"))))), .. Record(8, Message((4, "model"), (12, Message((4, Message((1, "a"), (2, "b")))))))];
        Soak.Run("run-x.wandb", [record], Mutant.Of, path =>
        {
            // The checksum would hide what is behind it.
            File.WriteAllBytes(path, Log(File.ReadAllBytes(path)));
            using TestProject project = new();
            project.Include(ModelItemKind.Lineage, path);
            Assert.All(project.Build().Problems.Where(problem => problem.Severity == ProblemSeverity.Error), problem => Assert.Equal(DiagnosticCodes.BadLineageFile, problem.Code));
        });
    }

    [Fact]
    public void TheHeaderOfALogTellsTheClient()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "run-r.wandb", Log(Record(21, Message((1, Message((1, "0.25.1+f35ff86"))))), Record(17, Message((1, "r")))));

        Assert.Equal("wandb 0.25.1", project.BuildManifest().Lineage![0].Tool);
    }

    [Fact]
    public void ALogThatNamesMoreThanAnyRunIsOneError()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "run-r.wandb", Log([.. Enumerable.Range(0, 210).Select(part => Record(5, [.. Enumerable.Range(0, 1000).SelectMany(i => Message((1, Item($"k{part}.{i}", "1"))))]))]));

        Assert.Equal(DiagnosticCodes.LineageTooLarge, project.BuildError().Code);
    }

    /// <summary>A killed run leaves its log cut anywhere.</summary>
    [Fact]
    public void ALogThatIsCutAnywhereIsReadUpToThere()
    {
        byte[] head = Record(17, Message((1, "r"), (3, "p")));
        byte[] log = Log([head, .. Enumerable.Range(0, 20).Select(i => Record(2, Message((1, Item("loss", i.ToString(CultureInfo.InvariantCulture))))))]);
        int afterHead = Log(head).Length;
        int stride = Environment.GetEnvironmentVariable("MODELPACK_SOAK") == "1" ? 1 : 97;
        for (int length = 0; length <= log.Length; length += stride)
        {
            using TestProject project = new();
            project.Add(ModelItemKind.Lineage, "run-r.wandb", log[..length]);

            ModelBuildResult result = project.Build();

            Assert.Equal(length >= 7, result.Succeeded);
            Assert.All(result.Problems.Where(problem => problem.Severity == ProblemSeverity.Error), problem => Assert.Equal(DiagnosticCodes.BadLineageFile, problem.Code));
            if (length >= afterHead)
            {
                Assert.Equal("r", ModelManifest.Load(project.State.Manifest).Lineage![0].Run);
            }
        }
    }

    private static void AssertNoPersonalData(TestProject project, params string[] texts)
    {
        string manifest = File.ReadAllText(project.State.Manifest);
        Assert.All(texts, text => Assert.DoesNotContain(text, manifest, StringComparison.Ordinal));
    }
}
