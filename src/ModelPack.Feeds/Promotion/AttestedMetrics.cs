using System.Text.Json;

namespace ModelPack.Feeds.Promotion;

/// <summary>Reads what was measured out of a file that is attached: JSON with numbers, as <c>metrics.json</c> has them.</summary>
internal static class AttestedMetrics
{
    private const int Maximum = 1000;

    /// <summary>The numbers, nested names with dots; none where the file is no such JSON.</summary>
    public static List<ModelMetric> Read(byte[] content)
    {
        List<ModelMetric> metrics = [];
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            Add(metrics, document.RootElement, "");
            return metrics.Count <= Maximum ? metrics : [];
        }
        catch (JsonException)
        {
            // A report in another format is attached all the same.
            return [];
        }
    }

    private static void Add(List<ModelMetric> metrics, JsonElement element, string prefix)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            string name = prefix.Length == 0 ? property.Name : $"{prefix}.{property.Name}";
            if (property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetDouble(out double value) && double.IsFinite(value))
            {
                metrics.Add(new ModelMetric { Name = name, Value = value });
            }
            else
            {
                Add(metrics, property.Value, name);
            }
        }
    }
}
