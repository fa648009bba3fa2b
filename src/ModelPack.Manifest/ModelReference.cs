using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>A file or folder that is named with its digest, and not packed for that.</summary>
public sealed class ModelReference
{
    /// <summary>The path as the source gives it, with forward slashes.</summary>
    public string Path { get; set; } = "";

    /// <summary>Its digest, with the algorithm as prefix.</summary>
    public string? Digest { get; set; }

    /// <summary>Its size in bytes.</summary>
    public long? Size { get; set; }

    /// <summary>The number of files, where it is a folder.</summary>
    public long? Files { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
