using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>The inputs and outputs of a model.</summary>
public sealed class ModelSignature
{
    /// <summary>What a run must be given. Initializers that are listed among the graph's inputs are not inputs.</summary>
    public List<ModelValue> Inputs { get; set; } = [];

    /// <summary>What a run gives.</summary>
    public List<ModelValue> Outputs { get; set; } = [];

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
