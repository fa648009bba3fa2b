using ModelPack.Core.Records;

namespace ModelPack.Feeds.Records;

/// <summary>The kinds of records.</summary>
internal static class BookKinds
{
    public static readonly BookKind<AttestationRecord> Attestations = new(
        RecordKinds.Attestations, RecordPackages.Attestations, RecordBooks.LoadAttestations, RecordBooks.ToUtf8Bytes, record => record.Envelope, record => record.Statement());

    public static readonly BookKind<RevocationRecord> Revocations = new(
        RecordKinds.Revocations, RecordPackages.Revocations, RecordBooks.LoadRevocations, RecordBooks.ToUtf8Bytes, record => record.Envelope, record => record.Statement());

    public static readonly BookKind<DeploymentRecord> Deployments = new(
        RecordKinds.Deployments, RecordPackages.Deployments, RecordBooks.LoadDeployments, RecordBooks.ToUtf8Bytes, _ => null, _ => []);
}
