using System.Security.Cryptography;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Manifest;
using ModelPack.Core.Tests.Projects;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Lineage;

public sealed class SpacyImporterTests
{
    [Theory]
    [InlineData("en_core_web_sm-3.8.0", "en_core_web_sm", "MIT", "spacy >=3.8.0,<3.9.0", "3.8.0", "OntoNotes 5")]
    [InlineData("en_core_web_trf-3.8.0", "en_core_web_trf", "MIT", "spacy >=3.8.0,<3.9.0", "3.8.0", "OntoNotes 5")]
    [InlineData("de_core_news_sm-3.7.0", "de_core_news_sm", "MIT", "spacy >=3.7.0,<3.8.0", "3.7.0", "TIGER Corpus")]
    [InlineData("ca_core_news_sm-3.1.0", "ca_core_news_sm", "GNU GPL 3.0", "spacy >=3.1.0,<3.2.0", "3.1.0", "UD Catalan AnCora v2.7")]
    public void AReleasedPipelineIsRead(string file, string name, string license, string framework, string version, string data)
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get($"lineage/spacy/{file}.meta.json"));

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(("Spacy", version), (manifest.Lineage![0].Kind, manifest.Lineage[0].Revision));
        Assert.Equal((name, framework, license, "Explosion"), (manifest.Architecture!.Name, manifest.Architecture.Framework, manifest.License, manifest.Training!.Author));
        Assert.Contains(manifest.Data!, item => item.Name == data && item.Role == "training");
        Assert.Contains(manifest.Metrics!, metric => metric.Name == "token_acc");
        Assert.DoesNotContain("contact@explosion.ai", File.ReadAllText(project.State.Manifest), StringComparison.Ordinal);
        SchemaTests.AssertManifest(project);
    }

    [Fact]
    public void AMetaWithRequirementsOnlyIsRead()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/spacy/goemotions/meta.json"));

        Assert.Equal(">=1.0.1,<1.1.0", project.BuildManifest().Environment!.Unpinned!["pypi"]["spacy-transformers"]);
    }

    [Fact]
    public void AConfigurationIsRead()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, "config.cfg", File.ReadAllBytes(TestData.Get("lineage/spacy/default_config.cfg")));

        SortedDictionary<string, System.Text.Json.JsonElement> settings = project.BuildManifest().Configuration!.Hyperparameters!;

        Assert.Equal(("1000", "${paths.train}", "[]"), (settings["nlp.batch_size"].ToString(), settings["corpora.train.path"].GetString(), settings["nlp.pipeline"].GetRawText()));
        Assert.DoesNotContain(settings.Keys, key => key.StartsWith("paths.", StringComparison.Ordinal));
    }

    [Fact]
    public void APipelinesFolderIsReadWithItsConfiguration()
    {
        using TestProject project = new();
        project.Folder.Write("p/nlp/meta.json", """{ "lang": "cs", "name": "x", "sources": ["UD", { "name": "PDT", "url": "https://x", "license": "CC", "author": "a" }], "accuracy": { "uas": 0.5, "types": { "A": { "f": 0.25 } } } }""");
        project.Folder.Write("p/nlp/config.cfg", "[training.optimizer]\n@optimizers = \"Adam.v1\"\nlearn_rate = 0.001\nlist = [1,\n  2]\n");
        project.Include(ModelItemKind.Lineage, "nlp");

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(["PDT CC", "UD "], manifest.Data!.Select(data => $"{data.Name} {data.License}"));
        Assert.Equal(["types.A.f", "uas"], manifest.Metrics!.Select(metric => metric.Name));
        Assert.Equal(["training.optimizer.@optimizers", "training.optimizer.learn_rate", "training.optimizer.list"], manifest.Configuration!.Hyperparameters!.Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheLockOfAProjectIsReadAndChecked(bool right)
    {
        using TestProject project = new();
        byte[] model = TinyModels.Add();
        project.Add(ModelItemKind.Weights, "model.onnx", model);
        string md5 = Convert.ToHexStringLower(MD5.HashData(right ? model : "x"u8));
        project.Add(ModelItemKind.Lineage, "project.lock", $"convert:\n  cmd: python -m spacy run convert\n  script: [python convert.py]\n  deps:\n  - path: assets/raw.json\n    md5: abc\n  - path: convert.py\n    md5: def\n  outs:\n  - path: corpus\n    md5: 123\ntrain:\n  script: [spacy train]\n  deps:\n  - path: corpus\n    md5: 123\n  outs:\n  - path: model.onnx\n    md5: {md5}\n");

        if (!right)
        {
            Assert.Equal(DiagnosticCodes.LineageDigest, project.BuildError().Code);
            return;
        }

        ModelManifest manifest = project.BuildManifest();
        Assert.Equal(["convert", "train"], manifest.Pipeline!.Select(stage => stage.Name));
        Assert.Equal(("assets/raw.json", "md5:abc"), (Assert.Single(manifest.Data!).Name, manifest.Data![0].Digest));
        Assert.Equal("convert.py", Assert.Single(manifest.TrainingCode!.Files!).Path);
        Assert.Equal(["model.onnx"], manifest.Lineage![0].Verified!);
    }

    [Theory]
    [InlineData("meta.json", "[]", 1)]
    [InlineData("meta.json", "{", 1)]
    [InlineData("config.cfg", "[a]\nnonsense\n", 2)]
    [InlineData("project.lock", "- a\n", 1)]
    public void WhatIsNoneIsOneErrorWithItsLine(string name, string text, int line)
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, name, text);

        Problem problem = project.BuildError();

        Assert.Equal((DiagnosticCodes.BadLineageFile, line), (problem.Code, problem.Line));
    }
}
