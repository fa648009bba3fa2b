using System.Text.Json;
using Json.Schema;
using ModelPack.Core.Records;

namespace ModelPack.Core.Tests.Records;

/// <summary>What is written follows the published schemas.</summary>
public sealed class RecordSchemaTests
{
    private static readonly JsonSchema Promotion = Read("promotion.schema.json");
    private static readonly JsonSchema Records = Read("records.schema.json");

    [Fact]
    public void HistoriesFollowTheirSchema()
    {
        using RecordKey key = RecordKey.Create();
        PromotionRecord rollback = SampleRecords.Promotion("1.0.0");
        rollback.Action = PromotionActions.Rollback;
        (rollback.Emergency, rollback.Open, rollback.Ticket) = (true, true, "https://tickets/1");
        rollback.Policy = new PolicyReference { Digest = SampleRecords.Digest("policy"), Commit = "abc", Dirty = false };
        rollback.Approvals = [new RecordedApproval { Name = "bob", KeyId = key.KeyId, Attestation = 1, Digest = SampleRecords.Digest("a") }];

        AssertValid(Promotion, SampleRecords.History("Production", "1.0.0", "1.1.0").Append(5, rollback, key).ToUtf8Bytes());
    }

    [Fact]
    public void BooksFollowTheirSchema()
    {
        AttestationRecord attestation = SampleRecords.Attestation(AttestationTypes.Evaluation, "1.0.0", "alice", "Production");
        attestation.Metrics = [new ModelMetric { Name = "accuracy", Value = 0.9 }];
        attestation.Validation = new AttestedValidation { Outcome = "runs", Hardware = "T4" };
        attestation.File = new AttachedFile { Name = "report.pdf", Sha256 = new string('a', 64), Size = 3 };
        attestation.Envelope = new string('b', 64);
        RevocationRecord revocation = new() { Sequence = 1, Subject = SampleRecords.Subject("1.0.0"), Reason = "leak", Actor = new RecordActor { Name = "alice" } };
        DeploymentRecord deployment = new() { Sequence = 1, Model = SampleRecords.Subject("1.0.0"), Service = "Shop", Image = "r/s", Actor = new RecordActor { Name = "ci" } };

        AssertValid(Records, RecordBooks.ToUtf8Bytes(new RecordBook<AttestationRecord> { Kind = RecordKinds.Attestations, Model = SampleRecords.Model, Records = [attestation] }));
        AssertValid(Records, RecordBooks.ToUtf8Bytes(new RecordBook<RevocationRecord> { Kind = RecordKinds.Revocations, Model = SampleRecords.Model, Records = [revocation] }));
        AssertValid(Records, RecordBooks.ToUtf8Bytes(new RecordBook<DeploymentRecord> { Kind = RecordKinds.Deployments, Model = SampleRecords.Model, Records = [deployment] }));
        Assert.False(IsValid(Records, RecordBooks.ToUtf8Bytes(new RecordBook<RevocationRecord> { Kind = RecordKinds.Attestations, Model = SampleRecords.Model, Records = [revocation] })));
    }

    [Theory]
    [InlineData("promotion.schema.json", typeof(PromotionRecord), "record")]
    [InlineData("records.schema.json", typeof(AttestationRecord), "attestation")]
    [InlineData("records.schema.json", typeof(RevocationRecord), "revocation")]
    [InlineData("records.schema.json", typeof(DeploymentRecord), "deployment")]
    public void EveryFieldIsInTheSchema(string schema, Type type, string definition)
    {
        JsonElement definitions = JsonElement.Parse(Text(schema)).GetProperty("$defs");
        string[] known = [.. new[] { definition, "record" }.SelectMany(name => definitions.GetProperty(name).GetProperty("properties").EnumerateObject().Select(property => property.Name))];

        string[] fields = [.. type.GetProperties().Where(property => property.CanWrite && property.Name != "Extensions").Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))];

        Assert.Empty(fields.Except(known));
    }

    private static void AssertValid(JsonSchema schema, byte[] bytes) => Assert.True(IsValid(schema, bytes), System.Text.Encoding.UTF8.GetString(bytes));

    private static bool IsValid(JsonSchema schema, byte[] bytes)
    {
        using JsonDocument document = JsonDocument.Parse(bytes);
        return schema.Evaluate(document.RootElement).IsValid;
    }

    private static JsonSchema Read(string name) => JsonSchema.FromText(Text(name));

    private static string Text(string name)
    {
        using Stream stream = typeof(AliasHistory).Assembly.GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
