using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Core.Records;

/// <summary>Who did something: stated, unless the record is signed.</summary>
public sealed class RecordActor
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Where the name comes from: <c>--actor</c>, the name of a variable of a CI system, <c>git</c> or <c>os</c>.</summary>
    public string? Source { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
