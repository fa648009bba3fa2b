using System.Text.Json;
using Json.Schema;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Manifest;

public sealed class SchemaTests
{
    private static readonly JsonSchema Schema = Read();

    [Fact]
    public void AManifestWithEveryKindOfItemFollowsTheSchema()
    {
        using TestProject project = new();
        project.Add(ModelItemKind.Weights, "model.onnx", TinyModels.Add(symbolicBatch: true));
        project.Add(ModelItemKind.Prompt, "prompts/a.md", "x", ("Role", "system"));
        project.Add(ModelItemKind.Retrieval, "rag/index.json", "{}");
        project.Add(ModelItemKind.Evaluation, "evaluation/a.csv", "x");
        project.Add(ModelItemKind.Card, "MODEL_CARD.md", "# x");
        project.Add(ModelItemKind.Lineage, "metrics.json", """{ "a": 1, "b": "NaN" }""");
        project.Add(ModelItemKind.Lineage, "params.yaml", "a: [1, x]\n");
        project.Include(ModelItemKind.Dataset, "data", ("Uri", "s3://x"), ("Digest", "md5:1"), ("Version", "3"));
        project.Include(ModelItemKind.Endpoint, "gpt", ("Provider", "x"));
        project.Include(ModelItemKind.Part, "Contoso.Other", ("Version", "1.0.0"));
        project.Build();
        project.Prepare(epoch: 1_700_000_000);

        AssertValid(File.ReadAllBytes(project.Staged("modelpack/modelpack.json")));
    }

    [Theory]
    [InlineData("""{ "schemaVersion": 1, "id": "a", "version": "1.0.0", "digest": "none", "files": [], "models": [] }""")]
    [InlineData("""{ "schemaVersion": 1, "id": "a", "version": "1.0.0", "files": [], "models": [] }""")]
    [InlineData("""{ "schemaVersion": 2, "id": "a", "version": "1.0.0", "digest": "sha256:0000000000000000000000000000000000000000000000000000000000000000", "files": [], "models": [] }""")]
    public void WhatIsNoManifestDoesNot(string json) => Assert.False(Evaluate(System.Text.Encoding.UTF8.GetBytes(json)).IsValid);

    [Theory]
    [InlineData("", true)]
    [InlineData(""", "layout": "exact", "shards": ["%"]""", true)]
    [InlineData(""", "layout": "tensor", "laidOutSize": 1, "laidOutSha256": "%", "shards": ["%"], "recipe": { "path": "a.json", "sha256": "%" }""", true)]
    [InlineData(""", "layout": "tensor", "recipe": { "path": "a.json", "sha256": "%" }""", true)]
    [InlineData(""", "layout": "other" """, false)]
    [InlineData(""", "layout": "exact" """, false)]
    [InlineData(""", "layout": "exact", "shards": []""", false)]
    [InlineData(""", "layout": "exact", "shards": ["../x"]""", false)]
    [InlineData(""", "shards": ["%"]""", false)]
    [InlineData(""", "layout": "tensor" """, false)]
    [InlineData(""", "layout": "tensor", "laidOutSha256": "%", "recipe": { "path": "a.json", "sha256": "%" }""", false)]
    [InlineData(""", "layout": "tensor", "recipe": { "path": "../a.json", "sha256": "%" }""", false)]
    public void WhatAFileMaySayOfItsLayout(string fields, bool valid)
    {
        string file = $$"""{ "path": "a", "role": "weights", "size": 1, "sha256": "%", "materialize": true{{fields}} }""";
        string manifest = $$"""{ "schemaVersion": 1, "id": "a", "version": "1.0.0", "digest": "sha256:%", "files": [{{file}}], "models": [] }""".Replace("%", new string('0', 64), StringComparison.Ordinal);

        Assert.Equal(valid, Evaluate(System.Text.Encoding.UTF8.GetBytes(manifest)).IsValid);
    }

    /// <summary>That the manifest of the last build follows the schema.</summary>
    internal static void AssertManifest(TestProject project) => AssertValid(File.ReadAllBytes(project.State.Manifest));

    internal static void AssertValid(byte[] manifest)
    {
        EvaluationResults results = Evaluate(manifest);
        Assert.True(results.IsValid, string.Join("\n", (results.Details ?? []).Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"))));
    }

    private static EvaluationResults Evaluate(byte[] manifest)
    {
        using JsonDocument document = JsonDocument.Parse(manifest);
        return Schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
    }

    private static JsonSchema Read()
    {
        using Stream stream = typeof(ModelManifest).Assembly.GetManifestResourceStream("modelpack.schema.json")!;
        using StreamReader reader = new(stream);
        return JsonSchema.FromText(reader.ReadToEnd());
    }
}
