using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>A payload package that holds a part of the large files.</summary>
public sealed class ModelPayload
{
    /// <summary>The package id.</summary>
    public string Id { get; set; } = "";

    /// <summary>The exact version.</summary>
    public string Version { get; set; } = "";

    /// <summary>The SHA-256 of its content.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>The size in bytes of its content.</summary>
    public long Size { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
