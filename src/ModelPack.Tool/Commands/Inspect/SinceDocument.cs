using ModelPack.Core.Records;
using ModelPack.Feeds.History;
using ModelPack.Tool.Commands.Versions;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Commands.Inspect;

/// <summary>What records say of a version, in JSON.</summary>
/// <param name="Sources">The names of the sources that were asked.</param>
/// <param name="Revocation">Why it must not be used any more.</param>
/// <param name="Deprecation">Why it should not be taken for anything new.</param>
/// <param name="Attestations">What else was attested of it, the oldest first.</param>
/// <param name="Deployments">Where it was deployed, the oldest first.</param>
/// <param name="Problems">What could not be read.</param>
internal sealed record SinceDocument(
    IReadOnlyList<string> Sources,
    RevocationDocument? Revocation,
    AttestationDocument? Deprecation,
    IReadOnlyList<AttestationDocument> Attestations,
    IReadOnlyList<SinceDocument.Deployment> Deployments,
    IReadOnlyList<ProblemDocument> Problems)
{
    public static SinceDocument? Of(VersionRecords? records) => records is null ? null : new(
        records.Asked,
        records.Revocation is { } revocation ? RevocationDocument.Of(revocation) : null,
        records.Deprecation is { } deprecation ? AttestationDocument.Of(deprecation) : null,
        [.. records.Attestations.Where(attestation => attestation.Record.Type != AttestationTypes.Deprecation).Select(AttestationDocument.Of)],
        [.. records.Deployments.Select(record => new Deployment(record.Time, record.Service, record.Environment, record.Image, record.Commit, record.Alias, record.AliasVersion, record.Actor.Name, record.Actor.Source, LogEvidence.Stated))],
        [.. records.Problems.Select(ProblemDocument.Of)]);

    /// <summary>A deployment. Such records are not signed.</summary>
    internal sealed record Deployment(
        DateTimeOffset Time, string Service, string? Environment, string? Image, string? Commit, string? Alias, string? AliasVersion, string Actor, string? ActorSource, LogEvidence Evidence);
}
