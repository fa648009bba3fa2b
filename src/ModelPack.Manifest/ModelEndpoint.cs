using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>A hosted model that the system calls.</summary>
public sealed class ModelEndpoint
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Who hosts it.</summary>
    public string? Provider { get; set; }

    /// <summary>The provider's version of the model.</summary>
    public string? Snapshot { get; set; }

    /// <summary>The call's parameters, without secrets.</summary>
    public string? Parameters { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
