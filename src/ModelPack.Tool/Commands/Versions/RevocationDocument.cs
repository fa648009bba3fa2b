using ModelPack.Core.Records;
using ModelPack.Feeds.History;

namespace ModelPack.Tool.Commands.Versions;

/// <summary>Why a version must not be used any more, in JSON.</summary>
internal sealed record RevocationDocument(string Reason, string Severity, DateTimeOffset Time, string Actor, string? ActorSource, LogEvidence Evidence, string? Ticket)
{
    // The reader has compared the envelope with the record; whose key it is, policies do not say of revocations.
    public static RevocationDocument Of(RevocationRecord record) => new(
        record.Reason, record.Severity, record.Time, record.Actor.Name, record.Actor.Source, record.Envelope is null ? LogEvidence.Stated : LogEvidence.Signed, record.Ticket);
}
