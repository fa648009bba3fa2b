using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;

namespace ModelPack.Core.Tests.Records;

/// <summary>Short ways to histories and attestations.</summary>
internal static class SampleRecords
{
    public const string Model = "Contoso.Sentiment";

    public static readonly DateTimeOffset Monday = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);

    public static string Digest(string version) => "sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(version)));

    public static RecordSubject Subject(string version) => new() { Id = Model, Version = version, Digest = Digest(version) };

    public static PromotionRecord Promotion(string version, string actor = "alice", int day = 0) => new()
    {
        Action = PromotionActions.Promote,
        Model = Subject(version),
        Actor = new RecordActor { Name = actor, Source = "--actor" },
        Time = Monday.AddDays(day),
        Reason = "better",
    };

    /// <summary>A history that promoted one version after the other, a day each.</summary>
    public static AliasHistory History(string stage, params IEnumerable<string> versions)
    {
        AliasHistory history = AliasHistory.Begin(Model, stage);
        int sequence = 0;
        foreach (string version in versions)
        {
            history = history.Append(sequence + 1, Promotion(version, day: sequence));
            sequence++;
        }

        return history;
    }

    public static AliasHistory Read(byte[] bytes) => AliasHistory.Load(new MemoryStream(bytes), "promotion.json");

    public static AliasHistory Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static string Text(this AliasHistory history) => Encoding.UTF8.GetString(history.ToUtf8Bytes());

    public static Problem Problem(Action action) => Assert.Throws<ModelPackException>(action).Problem;

    public static AttestationRecord Attestation(string type, string version, string actor, string? stage = null) => new()
    {
        Sequence = 1,
        Type = type,
        Subject = Subject(version),
        Stage = stage,
        Actor = new RecordActor { Name = actor },
        Time = Monday,
    };

    public static SignedAttestation Signed(this AttestationRecord record, RecordKey key) => new(record, DsseEnvelope.Sign(record.Statement(), key));

    public static SignedAttestation Stated(this AttestationRecord record) => new(record, null);
}
