using System.Security.Cryptography;
using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Authoring;

/// <summary>What training left behind, in the package.</summary>
public sealed class LineageTests
{
    [Fact]
    public async Task APackageTellsWhatItsSourcesSay()
    {
        using AuthorWorkspace author = new();
        byte[] model = TinyModels.Add();
        author.Project("M", $"{AuthorWorkspace.Unvalidated}<ModelPackRequiredLineage>Data;Configuration;Metrics;Environment;Author</ModelPackRequiredLineage>", """
            <ModelLineage Include="../training/dvc.lock" />
            <ModelLineage Include="../training/mlruns" />
            <ModelLineage Include="../training/requirements.txt" />
            """);
        author.Write("M/model.onnx", model);
        string lockFile = author.Write("training/dvc.lock", Lock(model));
        author.Write("training/requirements.txt", "numpy==2.1.3\n");
        Run(author, 'a', 1);
        Run(author, 'b', 2);

        CommandResult pack = (await author.Pack("M")).ShouldSucceed();

        PackageFile package = author.Package("M");
        package.ShouldFollowTheSchema();
        ModelManifest manifest = package.Manifest;
        Assert.Equal(["Dvc", "MLflow", "Requirements"], manifest.Lineage!.Select(source => source.Kind).Order(StringComparer.Ordinal));
        Assert.Equal(["model.onnx"], manifest.Lineage!.Single(source => source.Kind == "Dvc").Verified!);
        Assert.Equal((new string('b', 32), "jane"), (manifest.Lineage!.Single(source => source.Kind == "MLflow").Run, manifest.Training!.Author));
        Assert.Equal(("2.1.3", "data.csv", 0.5), (manifest.Environment!.Packages!["pypi"]["numpy"], Assert.Single(manifest.Data!).Name, Assert.Single(manifest.Metrics!).Value));
        pack.ShouldSay("MP3008");
        Assert.Equal(["MP3006"], pack.Warnings.Select(warning => warning.Split(':')[0]));
        Assert.DoesNotContain("s3cr3ts3cr3t", System.Text.Encoding.UTF8.GetString(package.ReadBytes("modelpack/modelpack.json")), StringComparison.Ordinal);

        await File.WriteAllTextAsync(lockFile, Lock([1, 2, 3]), TestContext.Current.CancellationToken);
        Assert.Contains("'model.onnx' is not the file that 'dvc.lock' (Dvc) tells of", (await author.Build("M")).ShouldFailOnlyWith("MP3004"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsRequiredAndMissingFailsTheBuild()
    {
        using AuthorWorkspace author = new();
        author.Project("M", $"{AuthorWorkspace.Unvalidated}<ModelPackRequiredLineage>All</ModelPackRequiredLineage>");
        author.Write("M/model.onnx", TinyModels.Add());

        CommandResult build = (await author.Build("M")).ShouldFail("MP3011");

        Assert.Equal(6, build.Errors.Count(error => error.StartsWith("MP3011:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task StrictLineageTakesNoOpenRequirement()
    {
        using AuthorWorkspace author = new();
        author.Project("M", $"{AuthorWorkspace.Unvalidated}<ModelPackStrictLineage>true</ModelPackStrictLineage>", """<ModelLineage Include="requirements.txt" />""");
        author.Write("M/model.onnx", TinyModels.Add());
        author.Write("M/requirements.txt", "numpy>=2\n");

        (await author.Build("M")).ShouldFailOnlyWith("MP3012");
        author.Write("M/requirements.txt", "numpy==2.0.0\n");
        (await author.Build("M")).ShouldSucceedWithoutWarnings();
        (await author.Build("M", "-p:ModelPackStrictLineage=perhaps")).ShouldFailOnlyWith("MP1009");
    }

    [Fact]
    public async Task ATrackingServerIsAskedByNameOnly()
    {
        using AuthorWorkspace author = new();
        author.Project("M", AuthorWorkspace.Unvalidated, """<ModelLineage Include="lineage/run.mlflow.json" Server="http://127.0.0.1:9" Run="0123456789abcdef0123456789abcdef" />""");
        author.Write("M/model.onnx", TinyModels.Add());

        Assert.Contains("ModelPackFetchLineage", (await author.Build("M")).ShouldFailOnlyWith("MP1001"), StringComparison.Ordinal);
        (await author.Build("M", "-t:ModelPackFetchLineage")).ShouldFailOnlyWith("MP3016");
        author.Write("M/lineage/run.mlflow.json", """{ "format": "modelpack-mlflow-snapshot", "version": 1, "run": { "id": "r", "params": { "lr": "0.1" } } }""");
        (await author.Build("M")).ShouldSucceedWithoutWarnings();

        Assert.Equal("r", author.BuiltManifest("M").Lineage![0].Run);
    }

    [Fact]
    public async Task ATrackingDatabaseIsReadByTheChildThatShipsWithTheSdk()
    {
        using AuthorWorkspace author = new();
        author.Project("M", AuthorWorkspace.Unvalidated, """<ModelLineage Include="mlflow.db" Run="79426de888864208b55f8f3edaba0ced" />""");
        author.Write("M/model.onnx", TinyModels.Add());
        author.Write("M/mlflow.db", await File.ReadAllBytesAsync(TestData.Get("lineage/mlflow/db/wineq-stages-alembic-a8c4a736bde6/mlflow.db"), TestContext.Current.CancellationToken));

        (await author.Build("M")).ShouldSucceedWithoutWarnings();

        Assert.Contains("alpha", author.BuiltManifest("M").Configuration!.Hyperparameters!.Keys);
    }

    [Fact]
    public async Task SourcesOfEveryKindAreOneLineageAndTheSecondBuildDoesNothing()
    {
        using AuthorWorkspace author = new();
        byte[] model = TinyModels.Add();
        author.Project("M", $"{AuthorWorkspace.Unvalidated}<ModelPackRequiredLineage>Data;Configuration;Metrics;Environment;Author</ModelPackRequiredLineage>", """
            <ModelLineage Include="../training/dvc.lock" />
            <ModelLineage Include="../training/mlflow.db" />
            <ModelLineage Include="../training/mlruns" />
            <ModelLineage Include="../training/wandb" />
            <ModelLineage Include="../training/requirements.txt" />
            """);
        author.Write("M/model.onnx", model);
        author.Write("training/dvc.lock", Lock(model).Replace(" --api-key s3cr3ts3cr3t", "", StringComparison.Ordinal));
        author.Write("training/requirements.txt", "numpy==2.1.3\n");
        author.Write("training/mlflow.db", await File.ReadAllBytesAsync(TestData.Get("lineage/mlflow/db/wineq-stages-alembic-a8c4a736bde6/mlflow.db"), TestContext.Current.CancellationToken));
        CopyOfflineRun(author, "offline-run-20251014_120029-6zjwrmwu");
        Run(author, 'a', 1);

        CommandResult first = (await author.Build("M")).ShouldSucceed();

        ModelManifest manifest = author.BuiltManifest("M");
        Assert.Equal(["../training/mlflow.db", "../training/mlruns", "../training/wandb", "../training/dvc.lock", "../training/requirements.txt"], manifest.Lineage!.Select(source => source.File));
        Assert.Equal("79426de888864208b55f8f3edaba0ced", manifest.Lineage![0].Run);
        Assert.Equal("6zjwrmwu", manifest.Lineage[2].Run);
        Assert.Equal(("0.5", "constant", "0.1"), (manifest.Configuration!.Hyperparameters!["alpha"].ToString(), manifest.Configuration.Hyperparameters["lr_scheduler"].ToString(), manifest.Configuration.Hyperparameters["lr"].ToString()));

        // The runs contradict each other, and this is said once for each pair.
        Assert.All(first.Warnings, warning => Assert.StartsWith("MP3005:", warning, StringComparison.Ordinal));
        Assert.NotEmpty(first.Warnings);
        first.ShouldSay("MP3008");

        // What was warned of stays true.
        CommandResult second = (await author.Build("M")).ShouldSucceed();
        Assert.Contains("ModelPack: [output] UpToDate=True", second.BinaryLog.Messages);
        Assert.Equal(first.Warnings, second.Warnings);

        // A newer run, in each of the folders.
        Run(author, 'b', 2);
        Assert.Equal(new string('b', 32), (await Rebuilt(author)).Lineage![1].Run);
        CopyOfflineRun(author, "offline-run-20251015_120029-newer");
        Assert.Equal("newer", (await Rebuilt(author)).Lineage![2].Run);

        // A value of the run, and a file that was not there.
        author.Write($"training/mlruns/1/{new string('b', 32)}/params/lr", "0.25");
        Assert.Equal("0.25", (await Rebuilt(author)).Configuration!.Hyperparameters!["lr"].ToString());
        author.Write("training/dvc.yaml", "stages:\n  train:\n    cmd: x\n    metrics:\n    - scores.json\n");
        Assert.Equal(["scores.json"], (await Rebuilt(author)).Lineage![3].Missing!);

        (await author.Build("M", "-p:ModelPackStrictLineage=true")).ShouldFail("MP3005");
    }

    private static async Task<ModelManifest> Rebuilt(AuthorWorkspace author)
    {
        (await author.Build("M")).ShouldSucceed();
        return author.BuiltManifest("M");
    }

    private static void CopyOfflineRun(AuthorWorkspace author, string name)
    {
        const string Source = "lineage/wandb/rdt-agilex/offline-run-20251014_120029-6zjwrmwu";
        foreach (string file in (string[])["files/wandb-metadata.json", "files/conda-environment.yaml", "run-6zjwrmwu.wandb"])
        {
            author.Write($"training/wandb/{name}/{file}", File.ReadAllBytes(TestData.Get($"{Source}/{file}")));
        }
    }

    private static string Lock(byte[] model) => $"schema: '2.0'\nstages:\n  train:\n    cmd: python train.py --api-key s3cr3ts3cr3t\n    deps:\n    - path: data.csv\n      hash: md5\n      md5: 0123456789abcdef0123456789abcdef\n    outs:\n    - path: ../M/model.onnx\n      hash: md5\n      md5: {Convert.ToHexStringLower(MD5.HashData(model))}\n";

    private static void Run(AuthorWorkspace author, char id, int start)
    {
        string run = new(id, 32);
        author.Write("training/mlruns/1/meta.yaml", "experiment_id: '1'\nname: exp\n");
        author.Write($"training/mlruns/1/{run}/meta.yaml", $"run_id: {run}\nexperiment_id: '1'\nstart_time: {start}\nstatus: 3\nuser_id: jane\nlifecycle_stage: active\n");
        author.Write($"training/mlruns/1/{run}/params/lr", "0.1");
        author.Write($"training/mlruns/1/{run}/metrics/f1", "1 0.5 0\n");
    }
}
