using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>A source that facts were imported from.</summary>
public sealed class ModelLineageSource
{
    /// <summary>E.g. <c>Metrics</c>, <c>Parameters</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The path in the author's project.</summary>
    public string File { get; set; } = "";

    /// <summary>The SHA-256 of the file.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>Which parts of the manifest came from it.</summary>
    public List<string>? Facts { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
