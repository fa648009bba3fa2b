using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>A model that this one was made from.</summary>
public sealed class ModelBaseModel
{
    /// <summary>The name, e.g. a repository on the Hugging Face Hub.</summary>
    public string Name { get; set; } = "";

    /// <summary>The exact revision.</summary>
    public string? Revision { get; set; }

    /// <summary>Where it is.</summary>
    public string? Uri { get; set; }

    /// <summary>How this model was made from it: e.g. <c>finetune</c>, <c>adapter</c>, <c>quantized</c>, <c>merge</c>.</summary>
    public string? Relation { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
