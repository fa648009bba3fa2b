namespace ModelPack.Core.Records;

/// <summary>What is known when a version is to reach a stage.</summary>
public sealed record GateInput
{
    /// <summary>The manifest of the version.</summary>
    public required ModelManifest Manifest { get; init; }

    /// <summary>Who promotes.</summary>
    public required RecordActor Promoter { get; init; }

    /// <summary>The key that the promotion is signed with, if any.</summary>
    public string? PromoterKeyId { get; init; }

    /// <summary>Every attestation of the model; those of other versions are left out of account.</summary>
    public IReadOnlyList<SignedAttestation> Attestations { get; init; } = [];

    /// <summary>Every revocation of the model.</summary>
    public IReadOnlyList<RevocationRecord> Revocations { get; init; } = [];

    /// <summary>The histories of the stages before, by stage; those that have none are not in it.</summary>
    public IReadOnlyDictionary<string, AliasHistory> Stages { get; init; } = new Dictionary<string, AliasHistory>();

    /// <summary>When feeds published the versions of aliases, by stage and number, where they tell. A claimed time is not believed where it is earlier.</summary>
    public IReadOnlyDictionary<(string Stage, int Sequence), DateTimeOffset> Published { get; init; } = new Dictionary<(string, int), DateTimeOffset>();

    /// <summary>Now: no later than the server of the feed says, where it has one, for a stay that has not ended lasts until then.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Whether somebody promotes: by the name that is stated, or by the key that signs.</summary>
    internal bool IsPromotedBy(PolicyApprover person, ReleasePolicy policy) =>
        person.IsNamed(Promoter.Name)
        || (PromoterKeyId is { } key && (person.Holds(key) || policy.Signers.Any(signer => signer.Holds(key) && signer.IsSamePerson(person))));
}
