using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Core.Records;

/// <summary>What somebody says of a version that stays as it is.</summary>
public sealed class AttestationRecord : IChainedRecord
{
    /// <inheritdoc/>
    public int Sequence { get; set; }

    /// <summary>One of <see cref="AttestationTypes"/>.</summary>
    public string Type { get; set; } = "";

    /// <summary>The version that it is about.</summary>
    public RecordSubject Subject { get; set; } = new();

    /// <summary>The stage that an approval or confirmation is for; absent for all.</summary>
    public string? Stage { get; set; }

    /// <summary>The number of the promotion that a confirmation is for.</summary>
    public int? Promotion { get; set; }

    /// <summary>Who says it.</summary>
    public RecordActor Actor { get; set; } = new();

    /// <summary>When, as the actor's machine claims; UTC.</summary>
    public DateTimeOffset Time { get; set; }

    /// <summary>In words.</summary>
    public string? Reason { get; set; }

    /// <summary>The address of a ticket.</summary>
    public string? Ticket { get; set; }

    /// <summary>What was measured.</summary>
    public List<ModelMetric>? Metrics { get; set; }

    /// <summary>What was found when it was run.</summary>
    public AttestedValidation? Validation { get; set; }

    /// <summary>A file that belongs to it.</summary>
    public AttachedFile? File { get; set; }

    /// <summary>The SHA-256 of the DSSE envelope that proves it, in <see cref="RecordPackages.EnvelopesFolder"/>; absent where it is stated only.</summary>
    public string? Envelope { get; set; }

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
    public string ComputeDigest() => RecordJson.Digest(this, RecordJsonContext.Default.AttestationRecord);

    /// <summary>The in-toto statement that an envelope of this record carries: all that the record says, without its place in the history.</summary>
    public byte[] Statement() => RecordStatement.Write($"attestation/{Type}", Subject, RecordJson.Canonical(this, RecordJsonContext.Default.AttestationRecord, RecordStatement.PlaceInHistory));
}
