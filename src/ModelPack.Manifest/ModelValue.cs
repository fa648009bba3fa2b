using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>A named input or output.</summary>
public sealed class ModelValue
{
    /// <summary>The name in the graph.</summary>
    public string Name { get; set; } = "";

    /// <summary>The type as declared in the file.</summary>
    public ModelType Type { get; set; } = new();

    /// <summary>The type as inferred by the runtime, where it differs from the declared one.</summary>
    public ModelType? Inferred { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
