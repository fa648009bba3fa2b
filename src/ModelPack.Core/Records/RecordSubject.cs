using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Core.Records;

/// <summary>The version of a model that a record is about.</summary>
public sealed class RecordSubject
{
    /// <summary>The package id of the model.</summary>
    public string Id { get; set; } = "";

    /// <summary>The normalized version.</summary>
    public string Version { get; set; } = "";

    /// <summary>The model's digest.</summary>
    public string Digest { get; set; } = "";

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }

    /// <summary>The subject of a manifest.</summary>
    /// <param name="manifest">The manifest.</param>
    public static RecordSubject Of(ModelManifest manifest) => new() { Id = manifest.Id, Version = manifest.Version, Digest = manifest.Digest };

    /// <summary>Whether it is the same model version with the same content.</summary>
    /// <param name="other">The other.</param>
    public bool IsSameAs(RecordSubject? other) => other is not null
        && Id.Equals(other.Id, StringComparison.OrdinalIgnoreCase)
        && Version.Equals(other.Version, StringComparison.OrdinalIgnoreCase)
        && Digest == other.Digest;

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {Version}";
}
