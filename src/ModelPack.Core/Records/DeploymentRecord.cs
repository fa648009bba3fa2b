using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Core.Records;

/// <summary>A service was deployed with a version of a model.</summary>
public sealed class DeploymentRecord : IChainedRecord
{
    /// <inheritdoc/>
    public int Sequence { get; set; }

    /// <summary>The version of the model that it serves.</summary>
    public RecordSubject Model { get; set; } = new();

    /// <summary>The alias that brought it, where one did.</summary>
    public string? Alias { get; set; }

    /// <summary>The version of the alias package.</summary>
    public string? AliasVersion { get; set; }

    /// <summary>The name of the service.</summary>
    public string Service { get; set; } = "";

    /// <summary>Where it runs, e.g. <c>production-eu</c>.</summary>
    public string? Environment { get; set; }

    /// <summary>The image, with its digest where known: <c>registry/name@sha256:…</c>.</summary>
    public string? Image { get; set; }

    /// <summary>The commit of the service.</summary>
    public string? Commit { get; set; }

    /// <summary>Who deployed it.</summary>
    public RecordActor Actor { get; set; } = new();

    /// <summary>When, as the actor's machine claims; UTC.</summary>
    public DateTimeOffset Time { get; set; }

    /// <inheritdoc cref="IChainedRecord.Skipped"/>
    public List<int>? Skipped { get; set; }

    /// <inheritdoc/>
    public string? Previous { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }

    /// <inheritdoc/>
    IReadOnlyList<int>? IChainedRecord.Skipped => Skipped;

    /// <inheritdoc/>
    public string ComputeDigest() => RecordJson.Digest(this, RecordJsonContext.Default.DeploymentRecord);
}
