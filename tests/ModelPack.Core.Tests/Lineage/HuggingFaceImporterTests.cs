using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Manifest;
using ModelPack.Core.Tests.Projects;

namespace ModelPack.Core.Tests.Lineage;

public sealed class HuggingFaceImporterTests
{
    private const string Commit = "ea78891063587eb050ed4166b20062eaf978037c";

    [Theory]
    [InlineData("")]
    [InlineData("/snapshots/" + Commit)]
    public void ASnapshotInTheCacheIsRead(string below)
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/huggingface/hub-cache/models--sentence-transformers--all-MiniLM-L6-v2" + below));

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(("HuggingFace", "sentence-transformers/all-MiniLM-L6-v2", Commit), (manifest.Lineage![0].Kind, manifest.Lineage[0].Repository, manifest.Lineage[0].Revision));
        Assert.Equal("apache-2.0", manifest.License);
        Assert.Equal(("BertModel", "bert", "sentence-similarity", "sentence-transformers"), (manifest.Architecture!.Name, manifest.Architecture.Family, manifest.Architecture.Task, manifest.Architecture.Framework));
        Assert.Equal(["en"], manifest.Architecture.Languages!);
        Assert.Equal(("nreimers/MiniLM-L6-H384-uncased", "https://huggingface.co/nreimers/MiniLM-L6-H384-uncased"), (manifest.BaseModel![0].Name, manifest.BaseModel[0].Uri));
        Assert.Equal(21, manifest.Data!.Count);
        Assert.Contains(manifest.Data!, data => data is { Name: "embedding-data/altlex", Role: "training", Uri: "https://huggingface.co/datasets/embedding-data/altlex" });
        Assert.Equal("384", manifest.Configuration!.Hyperparameters!["config.hidden_size"].ToString());
        SchemaTests.AssertManifest(project);
    }

    [Fact]
    public void ADownloadIntoAFolderTellsRevisionAndDigests()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Config, "config.json", File.ReadAllBytes(TestData.Get("lineage/huggingface/local-dir-kokoro/config.json")));
        foreach (string name in (string[])["config.json.metadata", "kokoro-v1_0.pth.metadata"])
        {
            project.Folder.Write("p/.cache/huggingface/download/" + name, File.ReadAllBytes(TestData.Get("lineage/huggingface/local-dir-kokoro/.cache/huggingface/download/" + name)));
        }

        project.Include(ModelItemKind.Lineage, ".", ("Repository", "hexgrad/Kokoro-82M"));

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(("hexgrad/Kokoro-82M", "f3ff3571791e39611d31c381e3a41a3af07b4987"), (manifest.Lineage![0].Repository, manifest.Lineage[0].Revision));
        Assert.Equal(["config.json"], manifest.Lineage[0].Verified!);
        Assert.Equal(["kokoro-v1_0.pth"], manifest.Lineage[0].Missing!);

        File.AppendAllText(project.Folder["p/config.json"], "\n");

        Assert.Equal(DiagnosticCodes.LineageDigest, project.BuildError().Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void LinksInTheCacheNameTheDigestOfWhatTheyLeadTo(bool right)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The cache has copies instead of links on Windows.");
        using TestProject project = new();
        byte[] tokenizer = "{}"u8.ToArray();
        byte[] labels = "a\n"u8.ToArray();
        string snapshot = "p/models--org--name/snapshots/abc";
        string large = Convert.ToHexStringLower(SHA256.HashData(tokenizer));
        string small = Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {labels.Length}\0"), .. right ? labels : "b\n"u8.ToArray()]));
        project.Folder.Write($"p/models--org--name/blobs/{large}", tokenizer);
        project.Folder.Write($"p/models--org--name/blobs/{small}", labels);
        project.Folder.Write("p/models--org--name/refs/main", "abc");
        Directory.CreateDirectory(project.Folder[snapshot + "/onnx"]);
        File.CreateSymbolicLink(project.Folder[snapshot + "/onnx/tokenizer.json"], $"../../../blobs/{large}");
        File.CreateSymbolicLink(project.Folder[snapshot + "/labels.txt"], $"../../blobs/{small}");
        File.CreateSymbolicLink(project.Folder[snapshot + "/config.json"], $"../../blobs/{large}");
        project.Include(ModelItemKind.Evaluation, "models--org--name/snapshots/abc/onnx/tokenizer.json", ("Link", "tokenizer.json"));
        project.Include(ModelItemKind.Config, "models--org--name/snapshots/abc/labels.txt", ("Link", "labels.txt"));
        project.Include(ModelItemKind.Lineage, "models--org--name");

        if (right)
        {
            Assert.Equal(["labels.txt", "tokenizer.json"], project.BuildManifest().Lineage![0].Verified!);
        }
        else
        {
            Assert.Equal(DiagnosticCodes.LineageDigest, project.BuildError().Code);
        }
    }

    [Theory]
    [InlineData("cards-verified/elastic-distilbert-conll03.README.md", "apache-2.0", "accuracy conll2003/validation 0.9854480753649896")]
    [InlineData("cards/sample_simple_model_index.md", "mit", "accuracy Beans/ 0.9")]
    [InlineData("cards/sample_simple_model_index.md", "mit", "f1 Beans/test 0.66")]
    [InlineData("cards/sample_invalid_model_index.md", "mit", "acc / 0.9")]
    [InlineData("cards/sample_windows_line_breaks.md", "mit", null)]
    [InlineData("cards/sample_simple.md", "mit", null)]
    [InlineData("cards/sample_no_metadata.md", null, null)]
    public void FrontMatterOfCardsIsRead(string card, string? license, string? metric)
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/huggingface/" + card));

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(license, manifest.License);
        if (metric is not null)
        {
            Assert.Contains(metric, manifest.Metrics!.Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.Name} {item.Dataset}/{item.Split} {item.Value}")));
        }

        Assert.DoesNotContain("eyJ", File.ReadAllText(project.State.Manifest), StringComparison.Ordinal);
    }

    [Fact]
    public void ARevisionOfEvaluationDataIsADataSet()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/huggingface/cards/sample_simple_model_index.md"));

        Assert.Contains(project.BuildManifest().Data!, data => data is { Name: "Beans", Role: "evaluation", Version: "5503434ddd753f426f4b38109466949a1217c2bb" });
    }

    [Fact]
    public void EverythingThatACardMaySayIsRead()
    {
        using TestProject project = new();
        project.Add(
            ModelItemKind.Lineage,
            "README.md",
            "---\nlanguage: [no, en]\nlicense: other\nlicense_name: my-licence\nlicense_link: LICENSE\nbase_model:\n- org/a\n- org/b\nbase_model_relation: merge\nco2_eq_emissions:\n  emissions: 12\n  hardware_used: 8 A100\nmodel-index:\n- name: x\n  results:\n  - task: { type: t }\n    dataset: { name: d, type: d }\n    metrics:\n    - { type: f1, value: '0.5' }\n    - { type: text, value: good }\n---\nx\n");

        ModelManifest manifest = project.BuildManifest();

        Assert.Equal(("my-licence", "LICENSE", "12"), (manifest.License, manifest.Lineage![0].Tags!["license_link"], manifest.Lineage[0].Tags!["co2_eq_emissions"]));
        Assert.Equal(["org/a merge", "org/b merge"], manifest.BaseModel!.Select(model => $"{model.Name} {model.Relation}"));
        Assert.Equal(["no", "en"], manifest.Architecture!.Languages!);
        Assert.Equal(("8 A100", "t", 0.5), (manifest.Training!.Compute, manifest.Architecture.Task, Assert.Single(manifest.Metrics!).Value));
    }

    [Fact]
    public void ConfigurationsTrainerAndTemplatesOfAFolderAreRead()
    {
        using TestProject project = new();
        void Write(string name, string text) => project.Folder.Write("p/model/" + name, text);

        Write("adapter_config.json", """{ "base_model_name_or_path": "org/base", "revision": "main", "peft_type": "LORA", "r": 8 }""");
        Write("config.json", """{ "_name_or_path": "/home/jane/x", "auto_map": { "AutoModel": "modeling.X" }, "quantization_config": { "quant_method": "gptq" }, "id2label": { "0": "a" }, "layers": [1, 2] }""");
        Write("generation_config.json", """{ "temperature": 0.7, "max_length": 1e30 }""");
        Write("training_args.json", "\"{\\\"learning_rate\\\": 0.03, \\\"hub_token\\\": \\\"hf_abcdefghijklmnopqrstuvwxyz\\\"}\"");
        Write("trainer_state.json", """{ "best_metric": 0.9, "log_history": [ { "loss": 2.0, "step": 1 }, { "loss": 1.0, "step": 2 }, { "eval_f1": 0.8, "step": 2, "epoch": 1 } ] }""");
        Write("tokenizer_config.json", """{ "chat_template": [ { "name": "default", "template": "{{ x }}" } ] }""");
        Write(".eval_results/a.yaml", "- dataset: { id: org/bench, task_id: t1, revision: abc }\n  value: 0.7\n");
        project.Include(ModelItemKind.Lineage, "model");

        ModelManifest manifest = project.BuildManifest();

        ModelBaseModel @base = Assert.Single(manifest.BaseModel!);
        Assert.Equal(("org/base", "main", "adapter"), (@base.Name, @base.Revision, @base.Relation));
        Assert.Equal(("gptq", "modeling.X"), (manifest.Architecture!.Quantization, manifest.Lineage![0].Tags!["auto_map"]));
        Assert.Equal(
            ["adapter.base_model_name_or_path", "adapter.peft_type", "adapter.r", "adapter.revision", "config.layers", "generation.max_length", "generation.temperature"],
            manifest.Configuration!.Hyperparameters!.Keys);
        Assert.Equal(("0.03", "***"), (manifest.Configuration.TrainingArguments!["learning_rate"].ToString(), manifest.Configuration.TrainingArguments["hub_token"].GetString()));
        Assert.Equal(["best_metric", "eval_f1", "loss", "t1"], manifest.Metrics!.Select(metric => metric.Name));
        Assert.Equal(2, manifest.Metrics!.Single(metric => metric.Name == "loss").History!.Count);
        Assert.Equal("tokenizer_config.json#chat_template.default", Assert.Single(manifest.Prompts!).Path);
        Assert.Contains(manifest.Data!, data => data is { Name: "org/bench", Version: "abc" });
    }

    [Fact]
    public void ArgumentsThatAreCutOffAreAnError()
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/huggingface/distilbert-protein"));

        // The file in the test data is one text whose end was cut.
        Assert.Equal(DiagnosticCodes.BadLineageFile, project.BuildError().Code);
    }

    [Fact]
    public void ResultsOfSeveralConfigurationsOfADataSetAreAllKept()
    {
        using TestProject project = new();
        project.Add(
            ModelItemKind.Lineage,
            "README.md",
            "---\nmodel-index:\n- results:\n  - dataset: { name: xnli, type: xnli, config: en, split: test }\n    metrics: [{ type: accuracy, value: 0.9 }]\n  - dataset: { name: xnli, type: xnli, config: de, split: test }\n    metrics: [{ type: accuracy, value: 0.8 }, { type: accuracy, name: top-5, value: 0.95 }]\n---\n");

        Assert.Equal(["accuracy xnli 0.9", "accuracy xnli (de) 0.8", "top-5 xnli (de) 0.95"], project.BuildManifest().Metrics!.Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.Name} {metric.Dataset} {metric.Value}")));
    }

    [Fact]
    public void AChatTemplateBesideTheTokenizerIsAPrompt()
    {
        using TestProject project = new();
        project.Folder.Write("p/hub/config.json", "{}");
        project.Folder.Write("p/hub/chat_template.jinja", "{{ messages }}");
        project.Include(ModelItemKind.Lineage, "hub");

        ModelDocument prompt = Assert.Single(project.BuildManifest().Prompts!);

        Assert.Equal(("chat_template.jinja", "chat template", 14, Convert.ToHexStringLower(SHA256.HashData("{{ messages }}"u8))), (prompt.Path, prompt.Role, prompt.Size, prompt.Sha256));
    }

    [Theory]
    [InlineData("README.md", "---\n[]\n---\n", DiagnosticCodes.BadLineageFile, 2)]
    [InlineData("README.md", "---\nlicense: mit\nx: [\n---\n", DiagnosticCodes.BadLineageFile, 5)]
    [InlineData("config.json", "[]", DiagnosticCodes.BadLineageFile, 1)]
    [InlineData("config.json", "{\n\n\"a\": }", DiagnosticCodes.BadLineageFile, 3)]
    [InlineData("model/.cache/huggingface/download/a.metadata", "xyz\n", DiagnosticCodes.BadLineageFile, 1)]
    [InlineData("model/notes.txt", "x", DiagnosticCodes.BadLineageFile, 0)]
    [InlineData("models--a--b/snapshots/x/y", "x", DiagnosticCodes.RunNotFound, 0)]
    public void WhatIsNoneIsOneError(string name, string text, string code, int line)
    {
        using TestProject project = new();
        project.Folder.Write("p/" + name, text);
        project.Include(ModelItemKind.Lineage, name.Split('/')[0], ("Kind", "HuggingFace"), ("Revision", "gone"));

        Problem problem = project.BuildError();

        Assert.Equal((code, line), (problem.Code, problem.Line));
    }

    [Theory]
    [InlineData("card.md", "cards/sample_invalid_card_data.md")]
    public void ACardWhoseFrontMatterIsNoMapIsAnError(string name, string file)
    {
        Assert.NotNull(name);
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, TestData.Get("lineage/huggingface/" + file));

        Assert.Equal(DiagnosticCodes.BadLineageFile, project.BuildError().Code);
    }
}
