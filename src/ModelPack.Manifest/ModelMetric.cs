using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>A measured quality.</summary>
public sealed class ModelMetric
{
    /// <summary>The <see cref="Kind"/> of a metric of security, e.g. robustness against manipulated input.</summary>
    public const string Security = "security";

    /// <summary>The name, dotted where it was nested.</summary>
    public string Name { get; set; } = "";

    /// <summary>The value.</summary>
    public double Value { get; set; }

    /// <summary>The data set that it was measured on.</summary>
    public string? Dataset { get; set; }

    /// <summary>The split of the data set.</summary>
    public string? Split { get; set; }

    /// <summary>Whether a higher value is better, where it is known.</summary>
    public bool? HigherIsBetter { get; set; }

    /// <summary>What it measures: <see cref="Security"/> for robustness and the like; else performance.</summary>
    public string? Kind { get; set; }

    /// <summary>The least value that is acceptable.</summary>
    public double? Min { get; set; }

    /// <summary>The greatest value that is acceptable.</summary>
    public double? Max { get; set; }

    /// <summary>How it developed, where its history is known.</summary>
    public ModelMetricHistory? History { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
