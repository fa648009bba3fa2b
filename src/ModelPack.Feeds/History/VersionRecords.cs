using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;

namespace ModelPack.Feeds.History;

/// <summary>What records say of one version of a model: what was learned of it since it was packed.</summary>
/// <param name="Revocation">Why it must not be used any more; <see langword="null"/> where nothing says so.</param>
/// <param name="Attestations">What was attested of it, deprecations too, the oldest first.</param>
/// <param name="Deployments">Where it was deployed, the oldest first.</param>
/// <param name="Asked">The names of the sources that were asked.</param>
/// <param name="Problems">Sources that did not answer and records that cannot be right (errors), gaps of retention (warnings).</param>
public sealed record VersionRecords(
    RevocationRecord? Revocation,
    IReadOnlyList<VersionAttestation> Attestations,
    IReadOnlyList<DeploymentRecord> Deployments,
    IReadOnlyList<string> Asked,
    IReadOnlyList<Problem> Problems)
{
    /// <summary>The newest attestation that says that it should not be taken for anything new.</summary>
    public VersionAttestation? Deprecation => Attestations.LastOrDefault(attestation => attestation.Record.Type == AttestationTypes.Deprecation);

    /// <summary>Takes those of a version from those of its model.</summary>
    /// <param name="records">The records of the model.</param>
    /// <param name="subject">The version; without a digest where its content is not known.</param>
    /// <param name="policy">Says whose keys prove what; <see langword="null"/> where there is none.</param>
    internal static VersionRecords Of(ModelRecords records, RecordSubject subject, ReleasePolicy? policy) => new(
        records.Revocations.LastOrDefault(record => record.Covers(subject)),
        [.. records.Attestations.Where(attestation => IsOf(attestation.Record.Subject, subject)).Select(attestation => VersionAttestation.Of(attestation, policy)).OrderBy(attestation => attestation.Record.Time)],
        [.. records.Deployments.Where(deployment => IsOf(deployment.Model, subject)).OrderBy(deployment => deployment.Time)],
        records.Asked,
        records.Problems);

    // Of other content under the same version it says nothing.
    private static bool IsOf(RecordSubject one, RecordSubject subject) => one.IsSameAs(subject)
        || (subject.Digest.Length == 0 && one.Id.Equals(subject.Id, StringComparison.OrdinalIgnoreCase) && one.Version.Equals(subject.Version, StringComparison.OrdinalIgnoreCase));
}
