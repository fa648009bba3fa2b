using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Core.Records;

/// <summary>One promotion: from then on the alias serves a version of its model.</summary>
public sealed class PromotionRecord : IChainedRecord
{
    /// <summary>The payload type that signatures of promotions are made for.</summary>
    public const string PayloadType = "application/vnd.modelpack.promotion+json";

    private const string SignaturesName = "signatures";

    /// <inheritdoc/>
    public int Sequence { get; set; }

    /// <summary>One of <see cref="PromotionActions"/>.</summary>
    public string Action { get; set; } = "";

    /// <summary>The package id of the alias.</summary>
    public string Alias { get; set; } = "";

    /// <summary>The model version that the alias serves from then on.</summary>
    public RecordSubject Model { get; set; } = new();

    /// <summary>What it served before; absent the first time.</summary>
    public ReplacedVersion? Replaced { get; set; }

    /// <summary>Who did it.</summary>
    public RecordActor Actor { get; set; } = new();

    /// <summary>The approvals that it was based on.</summary>
    public List<RecordedApproval>? Approvals { get; set; }

    /// <summary>Why.</summary>
    public string? Reason { get; set; }

    /// <summary>The address of a ticket.</summary>
    public string? Ticket { get; set; }

    /// <summary>When, as the actor's machine claims; UTC.</summary>
    public DateTimeOffset Time { get; set; }

    /// <summary>The policy that it was made under.</summary>
    public PolicyReference? Policy { get; set; }

    /// <summary>Whether the policy asks for more than was there, and a rollback was made all the same.</summary>
    public bool? Emergency { get; set; }

    /// <summary>Whether a second person still has to confirm it, as of when it was made; attestations of the type <c>confirmation</c> close it.</summary>
    public bool? Open { get; set; }

    /// <inheritdoc cref="IChainedRecord.Skipped"/>
    public List<int>? Skipped { get; set; }

    /// <summary>Those of <see cref="Skipped"/> that the feed did not refuse: they were skipped since the package cache of the machine has versions that the feed has not got.</summary>
    public List<int>? SkippedByCache { get; set; }

    /// <inheritdoc/>
    public string? Previous { get; set; }

    /// <summary>Signatures, where it is signed: of the record without them, as a DSSE envelope of the type <see cref="PayloadType"/> has them.</summary>
    public List<DsseSignature>? Signatures { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }

    /// <inheritdoc/>
    IReadOnlyList<int>? IChainedRecord.Skipped => Skipped;

    /// <summary>The version of the alias package that the record came with.</summary>
    [JsonIgnore]
    public string AliasVersion => RecordPackages.VersionOf(Sequence);

    /// <inheritdoc/>
    public string ComputeDigest() => RecordJson.Digest(this, RecordJsonContext.Default.PromotionRecord);

    /// <summary>The bytes that signatures are of.</summary>
    public byte[] SignedBytes() => RecordJson.Canonical(this, RecordJsonContext.Default.PromotionRecord, SignaturesName);

    /// <summary>Signs the record; it must not be changed any more.</summary>
    /// <param name="key">The key.</param>
    public void Sign(RecordKey key) => Signatures = [.. Signatures ?? [], key.Sign(PayloadType, SignedBytes())];

    /// <summary>The keys among some that have signed it.</summary>
    /// <param name="keys">The keys.</param>
    public IReadOnlyList<RecordKey> SignedBy(IEnumerable<RecordKey> keys) => DsseEnvelope.SignedBy(PayloadType, SignedBytes(), Signatures, keys);
}
