using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Core.Records;

/// <summary>A version must not be used any more.</summary>
public sealed class RevocationRecord : IChainedRecord
{
    /// <inheritdoc/>
    public int Sequence { get; set; }

    /// <summary>The version.</summary>
    public RecordSubject Subject { get; set; } = new();

    /// <summary>Who revoked it.</summary>
    public RecordActor Actor { get; set; } = new();

    /// <summary>When, as the actor's machine claims; UTC.</summary>
    public DateTimeOffset Time { get; set; }

    /// <summary>Why.</summary>
    public string Reason { get; set; } = "";

    /// <summary>How bad it is: one of <see cref="RevocationSeverities"/>.</summary>
    public string Severity { get; set; } = RevocationSeverities.High;

    /// <summary>The address of more about it.</summary>
    public string? Ticket { get; set; }

    /// <summary>The SHA-256 of the DSSE envelope that proves it; absent where it is stated only.</summary>
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
    public string ComputeDigest() => RecordJson.Digest(this, RecordJsonContext.Default.RevocationRecord);

    /// <summary>The in-toto statement that an envelope of this record carries.</summary>
    public byte[] Statement() => RecordStatement.Write("revocation", Subject, RecordJson.Canonical(this, RecordJsonContext.Default.RevocationRecord, RecordStatement.PlaceInHistory));

    /// <summary>Whether it revokes a version: the version, or the same content under another one.</summary>
    /// <param name="subject">The version.</param>
    public bool Covers(RecordSubject subject) => Subject.Id.Equals(subject.Id, StringComparison.OrdinalIgnoreCase)
        && (Subject.Version.Equals(subject.Version, StringComparison.OrdinalIgnoreCase) || (Subject.Digest.Length > 0 && Subject.Digest == subject.Digest));
}
