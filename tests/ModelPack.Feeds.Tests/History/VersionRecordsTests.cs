using ModelPack.Core.Records;
using ModelPack.Feeds.History;
using NuGet.Configuration;

namespace ModelPack.Feeds.Tests.History;

/// <summary>What was learned of a version since it was packed.</summary>
public sealed class VersionRecordsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http")]
    [InlineData("flat")]
    public async Task ItIsWithTheVersionThatItIsAbout(string kind)
    {
        await using HistoryFeed feed = await HistoryFeed.Of(kind);
        ModelManifest first = feed.Model("1.0.0", 1);
        feed.Model("1.1.0", 2);
        feed.Attest(first, AttestationTypes.Evaluation, 3, "On new data.", [new ModelMetric { Name = "accuracy", Value = 0.5 }]);
        feed.Revoke(first, "Leaks training data.", 4);
        feed.Deploy(first, "shop", 5);

        ModelHistory history = await feed.Reader().ReadAsync("Contoso.A", null, Token);
        VersionRecords records = await new VersionRecordsReader(feed.Packages()).ReadAsync(RecordSubject.Of(first), feed.Packages().Context.Sources, null, Token);

        VersionAttestation attestation = history.Versions[0].Attestations.Single();
        Assert.Equal((AttestationTypes.Evaluation, 0.5, LogEvidence.Stated), (attestation.Record.Type, attestation.Record.Metrics!.Single().Value, attestation.Evidence));
        Assert.Equal(("Leaks training data.", "Eve"), (history.Versions[0].Revoked, history.Versions[0].Revocation!.Actor.Name));
        Assert.Empty(history.Versions[1].Attestations);
        Assert.Equal(("On new data.", "Leaks training data.", "shop"), (records.Attestations.Single().Record.Reason, records.Revocation!.Reason, records.Deployments.Single().Service));
        Assert.Empty(records.Problems);
    }

    [Fact]
    public async Task OfOtherContentUnderTheSameVersionItSaysNothing()
    {
        await using HistoryFeed feed = HistoryFeed.InFolder(hierarchical: false);
        feed.Attest(feed.Model("1.0.0", 1), AttestationTypes.Incident, 3);
        RecordSubject other = new() { Id = "contoso.a", Version = "1.0.0", Digest = "sha256:" + new string('0', 64) };

        VersionRecords records = await new VersionRecordsReader(feed.Packages()).ReadAsync(other, feed.Packages().Context.Sources, null, Token);

        Assert.Empty(records.Attestations);
    }

    [Fact]
    public async Task ASourceThatIsDownIsToldAndTheOthersAreRead()
    {
        await using HistoryFeed feed = HistoryFeed.InFolder(hierarchical: false);
        ModelManifest model = feed.Model("1.0.0", 1);
        feed.Attest(model, AttestationTypes.Incident, 3);
        PackageSource down = new("http://127.0.0.1:9/index.json") { ProtocolVersion = 3, AllowInsecureConnections = true };

        VersionRecords records = await new VersionRecordsReader(feed.Packages(new FeedOptions { Tries = 1 })).ReadAsync(RecordSubject.Of(model), [down, .. feed.Packages().Context.Sources], null, Token);

        Assert.Single(records.Attestations);
        Assert.All(records.Problems, problem => Assert.Equal(FeedDiagnosticCodes.Unreachable, problem.Code));
        Assert.NotEmpty(records.Problems);
    }
}
