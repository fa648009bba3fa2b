using System.Text.Json.Serialization;

namespace ModelPack.Feeds.Sources;

/// <summary>The versions of an id, as the "package content" resource lists them.</summary>
internal sealed class VersionList
{
    /// <summary>The versions, normalized, listed or not.</summary>
    [JsonPropertyName("versions")]
    public List<string?>? Versions { get; set; }
}
