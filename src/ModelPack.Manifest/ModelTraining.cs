using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>Who trained the model, when and on what.</summary>
public sealed class ModelTraining
{
    /// <summary>The person or team.</summary>
    public string? Author { get; set; }

    /// <summary>When the training began.</summary>
    public DateTimeOffset? Started { get; set; }

    /// <summary>When the training ended. UTC.</summary>
    public DateTimeOffset? Ended { get; set; }

    /// <summary>How long it took, as the author gives it; ISO 8601 where it was imported.</summary>
    public string? Duration { get; set; }

    /// <summary>The hardware.</summary>
    public string? Compute { get; set; }

    /// <summary>The energy that the training took, as the author gives it.</summary>
    public string? Energy { get; set; }

    /// <summary>Addresses of the experiment.</summary>
    public List<string>? Experiments { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
