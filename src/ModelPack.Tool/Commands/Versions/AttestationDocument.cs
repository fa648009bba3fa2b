using ModelPack.Core.Records;
using ModelPack.Feeds.History;

namespace ModelPack.Tool.Commands.Versions;

/// <summary>What somebody attested of a version, in JSON.</summary>
internal sealed record AttestationDocument
{
    /// <summary>Its number among those of the model, as messages about gates name it.</summary>
    public required int Number { get; init; }

    /// <summary>One of <see cref="AttestationTypes"/>.</summary>
    public required string Type { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required string Actor { get; init; }

    public string? ActorSource { get; init; }

    /// <summary><c>stated</c>, <c>signed</c> or <c>proven</c>.</summary>
    public required LogEvidence Evidence { get; init; }

    public string? ProvenBy { get; init; }

    public string? Stage { get; init; }

    public string? Reason { get; init; }

    public string? Ticket { get; init; }

    public IReadOnlyList<MetricDocument>? Metrics { get; init; }

    public ValidationDocument? Validation { get; init; }

    public FileDocument? File { get; init; }

    public static AttestationDocument Of(VersionAttestation attestation)
    {
        AttestationRecord record = attestation.Record;
        return new AttestationDocument
        {
            Number = record.Sequence,
            Type = record.Type,
            Time = record.Time,
            Actor = record.Actor.Name,
            ActorSource = record.Actor.Source,
            Evidence = attestation.Evidence,
            ProvenBy = attestation.ProvenBy,
            Stage = record.Stage,
            Reason = record.Reason,
            Ticket = record.Ticket,
            Metrics = record.Metrics is { Count: > 0 } metrics ? [.. metrics.Select(MetricDocument.Of)] : null,
            Validation = record.Validation is { } found ? new ValidationDocument(found.Outcome, found.Hardware, found.ExecutionProvider, found.Runtime) : null,
            File = record.File is { } file ? new FileDocument(file.Name, file.Size, file.Sha256) : null,
        };
    }

    /// <summary>What was found when the version was run.</summary>
    internal sealed record ValidationDocument(string Outcome, string? Hardware, string? ExecutionProvider, string? Runtime);

    /// <summary>A file that belongs to the attestation.</summary>
    internal sealed record FileDocument(string Path, long Size, string Sha256);
}
