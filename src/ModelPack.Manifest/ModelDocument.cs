using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>A text or data file that belongs to the model.</summary>
public sealed class ModelDocument
{
    /// <summary>The path below <c>modelpack/files/</c> where it is packed, else the path in the author's project, or the address of what is no file.</summary>
    public string Path { get; set; } = "";

    /// <summary>The role, e.g. <c>system</c> for a system prompt.</summary>
    public string? Role { get; set; }

    /// <summary>The SHA-256: 64 lower case hexadecimal digits.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>The size in bytes.</summary>
    public long Size { get; set; }

    /// <summary>How sensitive it is.</summary>
    public string? Sensitivity { get; set; }

    /// <summary>Whether the package holds it.</summary>
    public bool Packed { get; set; }

    /// <summary>The text of a prompt that comes from a registry and is no file.</summary>
    public string? Text { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
