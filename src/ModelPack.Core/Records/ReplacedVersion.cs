using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Core.Records;

/// <summary>What an alias served before a promotion.</summary>
public sealed class ReplacedVersion
{
    /// <summary>The record that had promoted it.</summary>
    public int Sequence { get; set; }

    /// <summary>The version of the model.</summary>
    public string Version { get; set; } = "";

    /// <summary>The digest of the model.</summary>
    public string Digest { get; set; } = "";

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
