using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>How to give the author's file back, byte for byte, from the shards.</summary>
public sealed class ModelRecipe
{
    /// <summary>The path of the recipe below <c>modelpack/recipes/</c>, with forward slashes.</summary>
    public string Path { get; set; } = "";

    /// <summary>The SHA-256 of the recipe: 64 lower case hexadecimal digits.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
