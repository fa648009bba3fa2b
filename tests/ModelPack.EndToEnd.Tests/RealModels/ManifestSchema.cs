using System.Text.Json;
using Json.Schema;

namespace ModelPack.EndToEnd.Tests.RealModels;

/// <summary>The JSON Schema that ships with the manifest's types.</summary>
internal static class ManifestSchema
{
    private static readonly Lazy<JsonSchema> Schema = new(() =>
    {
        using Stream stream = typeof(ModelManifest).Assembly.GetManifestResourceStream("modelpack.schema.json")!;
        using StreamReader reader = new(stream);
        return JsonSchema.FromText(reader.ReadToEnd());
    });

    public static void AssertValid(PackageFile package)
    {
        using JsonDocument document = JsonDocument.Parse(package.ReadBytes("modelpack/modelpack.json"));
        EvaluationResults results = Schema.Value.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        IEnumerable<string> errors = (results.Details ?? []).Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"));
        Assert.True(results.IsValid, $"{package.Id}: {string.Join("\n", errors)}");
    }
}
