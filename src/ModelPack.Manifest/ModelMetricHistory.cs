using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>How a metric developed while the model was trained.</summary>
public sealed class ModelMetricHistory
{
    /// <summary>How many values were logged.</summary>
    public long Count { get; set; }

    /// <summary>The first value.</summary>
    public double First { get; set; }

    /// <summary>The least value.</summary>
    public double Minimum { get; set; }

    /// <summary>The greatest value.</summary>
    public double Maximum { get; set; }

    /// <summary>The step of the last value.</summary>
    public long? LastStep { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
