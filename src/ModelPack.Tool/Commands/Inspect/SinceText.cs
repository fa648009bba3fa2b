using ModelPack.Core.Records;
using ModelPack.Feeds.History;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Commands.Inspect;

/// <summary>What records say of a version, in words.</summary>
internal static class SinceText
{
    /// <summary>That it must not be used any more, on one line; <see langword="null"/> where it may.</summary>
    public static string? Revoked(VersionRecords? records) => records?.Revocation is { } record
        ? $"REVOKED ({record.Severity}): {Shown.List(record.Reason, record.Ticket)} ({RecordTexts.Time(record.Time)}, {EvidenceTexts.Who(record.Actor.Name, record.Actor.Source, record.Envelope is null ? LogEvidence.Stated : LogEvidence.Signed, provenBy: null)})"
        : null;

    /// <summary>What was attested and where it was deployed, the oldest first: time, what, who, and the rest.</summary>
    public static IEnumerable<(string Time, string What, string Who, string Why)> Lines(VersionRecords records) => records.Attestations
        .Select(attestation => (attestation.Record.Time, What(attestation.Record), EvidenceTexts.Who(attestation.Record.Actor.Name, attestation.Record.Actor.Source, attestation.Evidence, attestation.ProvenBy), Why(attestation.Record)))
        .Concat(records.Deployments.Select(record => (record.Time, $"deployed with {record.Service}{(record.Environment is { } place ? $" in {place}" : "")}", EvidenceTexts.Who(record.Actor.Name, record.Actor.Source, LogEvidence.Stated, provenBy: null), Shown.List(record.Alias is { } alias ? $"through {alias} {record.AliasVersion}" : null, record.Image))))
        .OrderBy(line => line.Time)
        .Select(line => (RecordTexts.Time(line.Time), line.Item2, line.Item3, line.Item4));

    private static string What(AttestationRecord record) => $"{(record.Type == AttestationTypes.Deprecation ? "DEPRECATED" : record.Type)}{(record.Stage is { } stage ? $" for {stage}" : "")}";

    private static string Why(AttestationRecord record) => Shown.List(
    [
        record.Reason,
        .. (record.Metrics ?? []).Select(AttestationTexts.Metric),
        AttestationTexts.Validation(record.Validation),
        record.Ticket,
        record.File is { } file ? AttestationTexts.File(file.Name, file.Sha256) : null,
    ]);
}
