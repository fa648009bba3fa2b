using System.Diagnostics;
using System.Globalization;
using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;

namespace ModelPack.Core.Tests.Lineage;

/// <summary>Files that are small, or valid, and would take a reader that walks what they say for ever.</summary>
public sealed class HostileLineageTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("dvc.lock")]
    [InlineData("Kitfile")]
    [InlineData("conda-lock.yml")]
    [InlineData("project.lock")]
    [InlineData("MLmodel")]
    public void AliasesThatExplodeAreOneError(string name)
    {
        string list = string.Join(", ", Enumerable.Repeat("*b", 2000));
        string inner = string.Join(", ", Enumerable.Repeat("*c", 2000));
        string text = name switch
        {
            "README.md" => $"---\nc: &c {{ metrics: [ {{ type: f1, value: 1 }} ] }}\nb: &b {{ results: [{inner}] }}\nmodel-index: [{list}]\n---\n",
            "dvc.lock" => $"schema: '2.0'\nc: &c {{ path: x }}\nb: &b {{ deps: [{inner}] }}\nstages: {{ {string.Join(", ", Enumerable.Range(0, 2000).Select(i => string.Create(CultureInfo.InvariantCulture, $"s{i}: *b")))} }}\n",
            "project.lock" => $"c: &c {{ path: x, md5: y }}\nb: &b {{ deps: [{inner}] }}\n{string.Concat(Enumerable.Range(0, 2000).Select(i => string.Create(CultureInfo.InvariantCulture, $"s{i}: *b\n")))}",
            _ => $"flavors: &c {{ a: 1 }}\nmodel: &b {{ parameters: [{inner}] }}\npackage: [{list}]\nmetadata: [{list}]\n",
        };
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, name, text);
        Stopwatch watch = Stopwatch.StartNew();

        Problem problem = project.BuildError();

        Assert.Equal(DiagnosticCodes.BadLineageFile, problem.Code);
        Assert.Contains("Aliases expand", problem.Message, StringComparison.Ordinal);

        // A walk of four million values and more takes minutes.
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), watch.Elapsed.ToString());
    }

    [Theory]
    [InlineData("requirements.txt", "a==1.{0}\n")]
    [InlineData("requirements.txt", "a>=1.{0}\n")]
    [InlineData("dvc.yaml", "- m{0}.json\n")]
    public void WhatRepeatsTakesNoSquareOfTime(string name, string line)
    {
        StringBuilder text = new(name == "dvc.yaml" ? "metrics:\n" : "");
        for (int i = 0; i < 200_000; i++)
        {
            text.AppendFormat(CultureInfo.InvariantCulture, line, i);
        }

        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, name, text.ToString());
        Stopwatch watch = Stopwatch.StartNew();

        project.BuildManifest();

        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), watch.Elapsed.ToString());
        Assert.True(new FileInfo(project.State.Manifest).Length < 200_000);
    }

    [Fact]
    public void MoreFactsThanAPersonCouldReadAreAnError()
    {
        StringBuilder text = new();
        for (int i = 0; i < 500_001; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"p{i}==1\n");
        }

        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "requirements.txt", text.ToString());

        Assert.Equal(DiagnosticCodes.LineageTooLarge, project.BuildError().Code);
    }

    /// <summary>Reading it all would take days, and is none of the build's business.</summary>
    [Theory]
    [InlineData("/")]
    [InlineData("..")]
    [InlineData("../..")]
    [InlineData("p")]
    public void AFolderAroundTheProjectIsNoOutput(string folder)
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "model.onnx", ModelPack.Testing.Onnx.TinyModels.Add());
        string path = project.Folder.Write("dvc.lock", $"schema: '2.0'\nstages:\n  a:\n    cmd: x\n    outs:\n    - path: {folder}\n      hash: md5\n      md5: 0123456789abcdef0123456789abcdef.dir\n");
        project.Include(ModelItemKind.Lineage, path);

        Assert.Null(project.BuildManifest().Lineage![0].Verified);
    }

    /// <summary>Whether it changed is asked in each build.</summary>
    [Theory]
    [InlineData("dvc.yaml", "metrics: ['/', '/usr', \"a\\nb.json\"]\nstages: {}\n")]
    [InlineData("Kitfile", "package: {name: n}\nprompts: [{path: /}, {path: \"a\\nb\"}]\n")]
    [InlineData("MLmodel", "flavors: {python_function: {env: {conda: /}}}\n")]
    [InlineData("requirements.txt", "-r .\n")]
    public void AFolderWhereAFileShouldBeIsNotWalked(string name, string text)
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, name, text);

        project.BuildManifest();

        Assert.True(project.Build().UpToDate);
        Assert.DoesNotContain("folder:", File.ReadAllText(project.State.Record), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mlruns", "mlruns/1/r/metrics")]
    [InlineData("mlruns", "mlruns/1/r/params")]
    [InlineData("hub", "hub/.cache/huggingface/download")]
    [InlineData("models--a--b", "models--a--b/snapshots/c")]
    [InlineData("dvc.lock", "data")]
    public void FoldersThatLeadInACircleAreNotWalked(string source, string folder)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right on Windows.");
        using TestProject project = new();
        project.Folder.Write("p/mlruns/1/meta.yaml", "experiment_id: '1'\n");
        project.Folder.Write("p/mlruns/1/r/meta.yaml", "run_id: r\nexperiment_id: '1'\n");
        project.Folder.Write("p/hub/config.json", "{}");
        project.Folder.Write("p/models--a--b/snapshots/c/config.json", "{}");
        project.Folder.Write("p/dvc.lock", "schema: '2.0'\nstages:\n  a:\n    cmd: x\n    outs:\n    - path: data\n      hash: md5\n      md5: 5151ef99b1c1e9a44f4a2b41ff8a4dd1.dir\n");
        project.Add(ModelItemKind.Config, "data/labels.txt", "a");
        Directory.CreateDirectory(project.Folder["p/" + folder]);
        foreach (string name in (string[])["a", "b", "c", "d"])
        {
            Directory.CreateSymbolicLink(project.Folder[$"p/{folder}/{name}"], ".");
        }

        project.Include(ModelItemKind.Lineage, source);

        ModelBuildResult result = project.Build();

        Assert.All(result.Problems.Where(problem => problem.Severity == ProblemSeverity.Error), problem => Assert.Equal(DiagnosticCodes.LineageDigest, problem.Code));
    }

    [Theory]
    [InlineData("requirements.txt", "requirements.txt", 'a')]
    [InlineData("mlruns", "mlruns/1/r/metrics/loss", '1')]
    public void ALineWithoutEndIsOneError(string source, string file, char content)
    {
        using TestProject project = new();
        project.Folder.Write("p/mlruns/1/meta.yaml", "experiment_id: '1'\n");
        project.Folder.Write("p/mlruns/1/r/meta.yaml", "run_id: r\nexperiment_id: '1'\n");
        project.Folder.Write("p/" + file, Encoding.ASCII.GetBytes(new string(content, 9 << 20)));
        project.Include(ModelItemKind.Lineage, source);

        Problem problem = project.BuildError();

        Assert.Equal((DiagnosticCodes.BadLineageFile, 1), (problem.Code, problem.Line));
    }

    [Theory]
    [InlineData("""{ "format": "modelpack-mlflow-snapshot", "version": 1, "run": { "id": "r", "params": null } }""", false)]
    [InlineData("""{ "format": "modelpack-mlflow-snapshot", "version": 1, "run": { "id": null } }""", false)]
    [InlineData("""{ "format": "modelpack-mlflow-snapshot", "version": 1, "versions": null }""", false)]
    [InlineData("""{ "format": "modelpack-mlflow-snapshot", "version": 1, "run": { "id": "r", "params": { "a": null }, "tags": { "a": null }, "metrics": [null], "datasets": [null], "models": [null] }, "versions": [null, { "name": "m", "aliases": [null] }], "prompts": [null] }""", true)]
    public void NullsInASnapshotAreNoCrash(string text, bool succeeds)
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "run.mlflow.json", text);

        ModelBuildResult result = project.Build();

        Assert.Equal(succeeds, result.Succeeded);
        Assert.All(result.Problems.Where(problem => problem.Severity == ProblemSeverity.Error), problem => Assert.Equal(DiagnosticCodes.BadLineageFile, problem.Code));
    }

    [Theory]
    [InlineData("a\r\nb\rc\nd", "a|b|c|d")]
    [InlineData("a\r\n\r\n", "a|")]
    [InlineData("\n", "")]
    [InlineData("\r\r\n\n", "||")]
    public void LinesEndAsTheyDoAnywhere(string text, string lines)
    {
        BoundedLines reader = new(new StringReader(text));
        List<string> read = [];
        while (reader.Read() is { } line)
        {
            read.Add(line);
        }

        Assert.Equal(lines, string.Join('|', read));
    }
}
