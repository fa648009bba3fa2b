using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Manifest;
using ModelPack.Core.Tests.Projects;

namespace ModelPack.Core.Tests.Lineage;

/// <summary>Every file of the test data by itself, as a user might name it: what it is read as, or the one error that it is.</summary>
public sealed class LineageTestDataTests
{
    /// <summary>What none of it is read as anything: by the end of the path, with the code.</summary>
    private static readonly (string End, string Code)[] Refused =
    [
        // A list instead of a map; a text that was cut; no TOML; a schema, which describes no model.
        ("cards/sample_invalid_card_data.md", DiagnosticCodes.BadLineageFile),
        ("distilbert-protein/training_args.json", DiagnosticCodes.BadLineageFile),
        ("poetry/invalid_lock/poetry.lock", DiagnosticCodes.BadLineageFile),
        ("modelpack-spec/config-schema.json", DiagnosticCodes.BadLineageFile),
    ];

    /// <summary>What is read with its folder, or through what names it, and by itself is no source.</summary>
    private static readonly string[] Parts =
    [
        ".dvc/config", ".dvcignore", "/meta.yaml", "/metrics/", "/params/", "/tags/", "/aliases/", ".metadata", "refs/main", ".no_exist/", "tokenizer_config.json", "special_tokens_map.json",
        "config_sentence_transformers.json", "modules.json", "sentence_bert_config.json", "gitattributes.txt", "model.safetensors", "input_example.json", "/data/keras_module.txt", "/data/save_format.txt",
        "wandb-metadata.json", "wandb-summary.json", "/files/config.yaml", "gnlp-protein/config.yaml", ".table.json", "diff.patch", "kitfile-generation/", "kitops/modelpack/", "kitops/parameters/", "kitops/validation/",
        "compare-manifest/different-layer.json", "export-import/sklearn_wine/experiment.json", "export-import/sklearn_wine/model.json", "export-import/sklearn_wine/version.json", "basic/experiment.json", "basic/model.json",
        "sklearn_iris/model.json", "spacy/compatibility.json", "spacy/default_config.cfg",
    ];

    [Fact]
    public void EveryFileIsReadAsWhatItIs()
    {
        string root = TestData.Get("lineage");
        Assert.All(Directory.EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }), file =>
        {
            string relative = Path.GetRelativePath(root, file).Replace('\\', '/');
            if (relative is "INDEX.tsv" or ".gitattributes" || file.EndsWith(".db", StringComparison.Ordinal))
            {
                // Databases are read in a child process, which is tested elsewhere.
                return;
            }

            using TestProject project = new();
            project.Include(ModelItemKind.Lineage, file);
            ModelBuildResult result = project.Build();
            string[] errors = [.. result.Problems.Where(problem => problem.Severity == ProblemSeverity.Error).Select(problem => problem.Code)];
            string? refused = Refused.FirstOrDefault(pair => relative.EndsWith(pair.End, StringComparison.Ordinal)).Code ?? (Parts.Any(part => ("/" + relative).Contains(part, StringComparison.Ordinal)) ? DiagnosticCodes.UnknownLineageKind : null);
            Assert.True(refused is null ? errors.Length == 0 : errors is [var only] && only == refused, $"{relative}: {string.Join("; ", result.Problems)}");
            if (refused is null)
            {
                SchemaTests.AssertManifest(project);
                Assert.DoesNotContain("@example.test", File.ReadAllText(project.State.Manifest), StringComparison.Ordinal);
            }
        });
    }
}
