using System.Text.Json;
using ModelPack.Core.Records;
using ModelPack.Feeds.Filters;
using ModelPack.Feeds.History;
using ModelPack.Tool.Commands.Versions;
using NuGet.Versioning;

namespace ModelPack.Tool.Tests.Versions;

/// <summary>What <c>versions</c> shows of attestations.</summary>
public sealed class AttestationsTests
{
    [Theory]
    [InlineData("attestations.type == 'incident'", true)]
    [InlineData("attestations.metrics.accuracy >= 0.9", true)]
    [InlineData("attestations.metrics.accuracy >= 0.95", false)]
    [InlineData("attestations.type == 'correction'", false)]
    [InlineData("attestations.actor == 'Bob' and not revoked", true)]
    public void AFilterReachesThem(string filter, bool isSelected)
    {
        JsonElement row = JsonSerializer.SerializeToElement(VersionDocument.Of(Version(), []), VersionsJsonContext.Default.VersionDocument);

        Assert.Equal(isSelected, VersionFilter.Parse(filter).Matches(row));
    }

    [Fact]
    public void TheyAreCounted()
    {
        ModelVersion version = Version();
        ModelHistory history = new("Contoso.A", [version], [], [], [], []);

        string people = VersionColumns.ForPeople(history, [version]).ToText();
        string[] programs = VersionColumns.ForPrograms(history, [version]).Rows.Single();

        Assert.Contains("1 incident, 2 evaluations", people, StringComparison.Ordinal);
        Assert.Contains("incident=1 evaluation=2", programs);
    }

    [Fact]
    public void AllThatTheySayIsInTheAnswer()
    {
        JsonElement incident = JsonSerializer.SerializeToElement(VersionDocument.Of(Version(), []), VersionsJsonContext.Default.VersionDocument).GetProperty("attestations")[1];

        Assert.True(JsonElement.DeepEquals(
            JsonElement.Parse("""
                {
                  "number": 2, "type": "incident", "time": "2026-05-02T12:00:00+00:00", "actor": "Bob", "actorSource": "git", "evidence": "proven", "provenBy": "Robert", "reason": "Slow.", "ticket": "https://tickets/1",
                  "validation": { "outcome": "failed", "hardware": "Tesla T4" }, "file": { "path": "log.txt", "size": 3, "sha256": "abc" }
                }
                """),
            incident),
            incident.GetRawText());
    }

    private static ModelVersion Version() => new()
    {
        Version = new NuGetVersion("1.0.0"),
        Sources = ["contoso"],
        Attestations =
        [
            Attestation(AttestationTypes.Evaluation, 1, record => record.Metrics = [new ModelMetric { Name = "accuracy", Value = 0.91 }]),
            Attestation(AttestationTypes.Incident, 2, record =>
            {
                record.Reason = "Slow.";
                record.Ticket = "https://tickets/1";
                record.Validation = new AttestedValidation { Outcome = "failed", Hardware = "Tesla T4" };
                record.File = new AttachedFile { Name = "log.txt", Size = 3, Sha256 = "abc" };
            }) with { Evidence = LogEvidence.Proven, ProvenBy = "Robert" },
            Attestation(AttestationTypes.Evaluation, 3, record => record.Metrics = [new ModelMetric { Name = "loss", Value = 1 }]),
        ],
    };

    private static VersionAttestation Attestation(string type, int day, Action<AttestationRecord> change)
    {
        AttestationRecord record = new() { Sequence = day, Type = type, Time = new DateTimeOffset(2026, 5, day, 12, 0, 0, TimeSpan.Zero), Actor = new RecordActor { Name = "Bob", Source = "git" } };
        change(record);
        return new VersionAttestation(record, LogEvidence.Stated, null);
    }
}
