using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>An entry of a model registry, as it was observed: registries keep no history, and the record of promotions is elsewhere.</summary>
public sealed class ModelRegistration
{
    /// <summary>Whose registry, e.g. <c>MLflow</c>, <c>GTO</c>.</summary>
    public string Registry { get; set; } = "";

    /// <summary>The name that the model is registered by.</summary>
    public string Name { get; set; } = "";

    /// <summary>The version there.</summary>
    public string? Version { get; set; }

    /// <summary>The stages that the version was in.</summary>
    public List<string>? Stages { get; set; }

    /// <summary>The aliases that named the version.</summary>
    public List<string>? Aliases { get; set; }

    /// <summary>Who last changed the entry, where the registry tells.</summary>
    public string? Actor { get; set; }

    /// <summary>When the entry was last changed. UTC.</summary>
    public DateTimeOffset? Updated { get; set; }

    /// <summary>The description in the registry.</summary>
    public string? Description { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
