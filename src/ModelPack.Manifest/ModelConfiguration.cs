using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>How the model was trained. A value is a number, a boolean or a string.</summary>
public sealed class ModelConfiguration
{
    /// <summary>Hyperparameters by dotted name.</summary>
    public SortedDictionary<string, JsonElement>? Hyperparameters { get; set; }

    /// <summary>Feature engineering settings by dotted name.</summary>
    public SortedDictionary<string, JsonElement>? FeatureEngineering { get; set; }

    /// <summary>Training arguments by dotted name.</summary>
    public SortedDictionary<string, JsonElement>? TrainingArguments { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
