using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>A model package that a system consists of.</summary>
public sealed class ModelPart
{
    /// <summary>The package id.</summary>
    public string Id { get; set; } = "";

    /// <summary>The exact version.</summary>
    public string Version { get; set; } = "";

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
