using ModelPack.Testing.Onnx;

namespace ModelPack.EndToEnd.Tests.Authoring;

/// <summary>What the default globs find, and how a project says otherwise.</summary>
public sealed class DefaultItemsTests
{
    [Fact]
    public async Task TheGlobsFindEveryKindOfFileAndNothingElse()
    {
        using AuthorWorkspace author = new();
        author.Project("M", AuthorWorkspace.Unvalidated);
        string[] weights = ["a.onnx", "d.safetensors", "deep/er/c.onnx", "e.gguf"];
        string[] tokenizers = ["added_tokens.json", "cl100k.tiktoken", "merges.txt", "sentencepiece.bpe.model", "special_tokens_map.json", "spiece.spm", "tok/tokenizer.json", "tok/tokenizer_config.json", "tok/vocab.txt", "vocab.json"];
        string[] configs = ["1_Pooling/config.json", "config.json", "genai_config.json", "generation_config.json", "labels.json", "labels.txt", "modules.json", "preprocessor_config.json"];
        string[] prompts = ["prompts/deep/config.json", "prompts/system.md"];
        string[] retrieval = ["rag/chunking.json", "retrieval/index.yaml"];
        string[] evaluation = ["evaluation/eval.csv", "evaluation/wrong.onnx"];
        string[] samples = ["deep/er/test_data_set_0/input_0.pb", "deep/er/test_data_set_0/output_0.pb", "samples/notes.txt"];
        foreach (string path in weights.Concat(["evaluation/wrong.onnx", ".hidden/x.onnx", "mlruns/x.onnx", "wandb/x.onnx", "lineage/x.onnx", "bin/Release/x.onnx", "obj/x.onnx"]))
        {
            author.Write("M/" + path, TinyModels.Add());
        }

        author.Write("M/d.safetensors", [2, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}']);
        author.Write("M/e.gguf", [.. "GGUF"u8, 3, 0, 0, 0, .. new byte[16]]);
        foreach (string path in tokenizers.Concat(configs).Concat(prompts).Concat(retrieval).Concat(samples).Concat(["evaluation/eval.csv", "train.py", "config.yaml", "README.md", "docs/README.md", ".hidden/config.json"]))
        {
            author.Write("M/" + path, "{}");
        }

        // What is checked by its structure must have some.
        byte[] sentencePiece = [0x0A, 9, 0x0A, 5, .. "<unk>"u8, 0x18, 2, 0x0A, 3, 0x0A, 1, (byte)'a'];
        author.Write("M/sentencepiece.bpe.model", sentencePiece);
        author.Write("M/spiece.spm", sentencePiece);
        author.Write("M/cl100k.tiktoken", "YQ== 0\n");
        author.Write("M/merges.txt", "#version: 0.2\na b\n");
        author.Write("M/tok/tokenizer.json", """{ "model": { "type": "WordPiece", "unk_token": "[UNK]", "vocab": { "[UNK]": 0 } } }""");
        author.Write("M/metrics.json", """{ "accuracy": 0.9 }""");
        author.Write("M/params.yaml", "lr: 0.1\n");

        (await author.Pack("M")).ShouldSucceedWithoutWarnings();

        PackageFile package = author.Package("M");
        package.ShouldFollowTheSchema();
        Assert.Equal(weights.Concat(tokenizers).Concat(configs).Concat(prompts).Concat(retrieval).Concat(evaluation).Concat(samples).Append("README.md").Order(StringComparer.Ordinal), package.Files());
        ILookup<string, ModelFile> byRole = package.Manifest.Files.ToLookup(file => file.Role);
        Assert.Equal(weights, byRole[ModelFileRoles.Weights].Select(file => file.Path));
        Assert.Equal(tokenizers, byRole[ModelFileRoles.Tokenizer].Select(file => file.Path));
        Assert.Equal(configs, byRole[ModelFileRoles.Config].Select(file => file.Path));
        Assert.Equal(prompts, byRole[ModelFileRoles.Prompt].Select(file => file.Path));
        Assert.Equal(retrieval, byRole[ModelFileRoles.Retrieval].Select(file => file.Path));
        Assert.Equal(evaluation, byRole[ModelFileRoles.Evaluation].Select(file => file.Path));
        Assert.Equal(samples, byRole[ModelFileRoles.Sample].Select(file => file.Path));
        Assert.All(package.Manifest.Files, file => Assert.Equal(file.Role is not (ModelFileRoles.Evaluation or ModelFileRoles.Sample), file.Materialize));
        Assert.Equal("README.md", package.Manifest.Card?.Path);
        Assert.Equal([("accuracy", 0.9)], package.Manifest.Metrics!.Select(metric => (metric.Name, metric.Value)));
        Assert.Equal(0.1, package.Manifest.Configuration!.Hyperparameters!["lr"].GetDouble());
    }

    [Fact]
    public async Task AProjectRemovesUpdatesAndIncludesOverTheGlobs()
    {
        using AuthorWorkspace author = new();
        author.Project("M", $"{AuthorWorkspace.Unvalidated}<ModelPackDefaultItemExcludes>drafts/**;prompts/old.md</ModelPackDefaultItemExcludes>", """
            <ModelWeights Remove="teacher.onnx" />
            <ModelWeights Update="encoder.onnx" Role="encoder" Link="nn/encoder.onnx" />
            <ModelWeights Include="decoder.onnx" Role="decoder" Primary="true" />
            <ModelConfig Include="../shared/labels.en.txt" />
            <ModelPrompt Include="prompts/system.md" Role="system" Materialize="false" />
            <ModelEvaluation Include="private.csv" Sensitivity="personal" />
            """);
        foreach (string model in (string[])["teacher", "encoder", "decoder", "drafts/next"])
        {
            author.Write($"M/{model}.onnx", TinyModels.Add());
        }

        author.Write("shared/labels.en.txt", "yes\nno\n");
        author.Write("M/prompts/system.md", "Be kind.");
        author.Write("M/prompts/old.md", "Be quick.");
        author.Write("M/private.csv", "secret");

        (await author.Pack("M")).ShouldSucceedWithoutWarnings();

        PackageFile package = author.Package("M");
        Assert.Equal(["decoder.onnx", "labels.en.txt", "nn/encoder.onnx", "prompts/system.md"], package.Files());
        Assert.Equal([("decoder.onnx", "decoder", true), ("nn/encoder.onnx", "encoder", false)], package.Manifest.Models.Select(model => (model.File, model.Role!, model.Primary)));
        ModelDocument prompt = Assert.Single(package.Manifest.Prompts!);
        Assert.Equal(("prompts/system.md", "system"), (prompt.Path, prompt.Role));
        Assert.False(package.Manifest.Files.Single(file => file.Path == "prompts/system.md").Materialize);
        ModelDocument evaluation = Assert.Single(package.Manifest.Evaluation!);
        Assert.Equal(("private.csv", "personal", false), (evaluation.Path, evaluation.Sensitivity, evaluation.Packed));
    }

    [Fact]
    public async Task WithoutDefaultItemsOnlyWhatIsListedIsPacked()
    {
        using AuthorWorkspace author = new();
        author.Project("M", $"{AuthorWorkspace.Unvalidated}<EnableDefaultModelItems>false</EnableDefaultModelItems>", """<ModelWeights Include="b.onnx" />""");
        author.Write("M/a.onnx", TinyModels.Add());
        author.Write("M/b.onnx", TinyModels.Add());
        author.Write("M/labels.txt", "a");

        (await author.Pack("M")).ShouldSucceedWithoutWarnings();

        Assert.Equal(["b.onnx"], author.Package("M").Files());
    }
}
