using System.Text.Json;
using Json.Schema;

namespace ModelPack.Core.Tests.Attestations;

/// <summary>CycloneDX's own schema, with those that it refers to.</summary>
internal static class CycloneDxSchema
{
    private static readonly Lock s_lock = new();
    private static JsonSchema? s_schema;

    public static void AssertValid(byte[] bom)
    {
        JsonSchema schema = Schema();
        using JsonDocument document = JsonDocument.Parse(bom);
        EvaluationResults results = schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        Assert.True(results.IsValid, string.Join("\n", (results.Details ?? []).Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")).Take(40)));
    }

    public static bool IsValid(byte[] bom)
    {
        using JsonDocument document = JsonDocument.Parse(bom);
        return Schema().Evaluate(document.RootElement, new EvaluationOptions { RequireFormatValidation = true }).IsValid;
    }

    private static JsonSchema Schema()
    {
        string folder = TestData.Get("schemas/cyclonedx");
        lock (s_lock)
        {
            if (s_schema is null)
            {
                foreach (string name in new[] { "spdx", "jsf-0.82" })
                {
                    SchemaRegistry.Global.Register(JsonSchema.FromFile(Path.Combine(folder, $"{name}.schema.json")));
                }

                s_schema = JsonSchema.FromFile(Path.Combine(folder, "bom-1.6.schema.json"));
            }

            return s_schema;
        }
    }
}
