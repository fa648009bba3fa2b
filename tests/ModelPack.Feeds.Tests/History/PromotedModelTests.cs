using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Catalog;
using ModelPack.Feeds.Collecting;
using ModelPack.Feeds.History;
using ModelPack.Feeds.Remote;
using ModelPack.Feeds.Revocations;
using ModelPack.Feeds.Tests.Records;
using NuGet.Versioning;

namespace ModelPack.Feeds.Tests.History;

/// <summary>What promotions, attestations and revocations write, histories read.</summary>
public sealed class PromotedModelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("flat")]
    [InlineData("hierarchical")]
    [InlineData("http")]
    public async Task TheLifeOfAModelIsReadAsItWasWritten(string kind)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create(kind);
        foreach (string version in new[] { "1.0.0", "1.1.0", "1.2.0-beta.1", "1.2.0-beta.2" })
        {
            workspace.Publish(version);
        }

        using RecordKey key = RecordKey.Create();
        await workspace.Promote("1.0.0");
        await workspace.Attest(AttestationTypes.Approval, "1.1.0", "ann", "Production", key);
        await workspace.Promote("1.1.0");
        await workspace.Promote("1.2.0-beta.1", "Staging");
        await new Revoker(workspace.Feeds()).RevokeAsync(new RevocationRequest { Model = RecordWorkspace.Model, Version = new NuGetVersion("1.0.0"), Reason = "Leaks.", Actor = new RecordActor { Name = "eve" } }, Token);
        HistoryReader reader = new(new RemotePackages(workspace.Workspace.Load(), FeedWorkspace.Quick), new ManifestCache(workspace.Workspace["store"]));

        ModelHistory history = await reader.ReadAsync(RecordWorkspace.Model, null, Token);
        ModelLog log = await new LogReader(reader).ReadAsync(RecordWorkspace.Model, null, null, Token);
        CatalogModel? model = await new CatalogReader(reader).ReadAsync(RecordWorkspace.Model, null, Token);
        Problem named = await FeedWorkspace.Problem(() => reader.ReadAsync(RecordWorkspace.Alias, null, Token));
        CatalogModel? alias = await new CatalogReader(reader).ReadAsync(RecordWorkspace.Alias, null, Token);
        CollectionPlan plan = await new FeedCollector(reader, TimeProvider.System).PlanAsync(workspace.Workspace.Load().Sources.Single(), new CollectOptions { AllListed = true, KeepPrereleases = 0, MinimumAge = TimeSpan.Zero }, Token);

        Assert.Empty(history.Failures);
        Assert.Equal([[], ["Production"], ["Staging"], []], history.Versions.Select(version => version.Aliases.Select(one => one.Stage)));
        Assert.Equal(["Leaks.", null, null, null], history.Versions.Select(version => version.Revoked));
        Assert.Equal(
            ["Promoted 1.0.0 carol Stated", "Attested 1.1.0 ann Signed", "Promoted 1.1.0 carol Stated", "Promoted 1.2.0-beta.1 carol Stated", "Revoked 1.0.0 eve Stated"],
            log.Entries.Where(entry => entry.Kind != LogEntryKind.Published).Select(entry => $"{entry.Kind} {entry.Version} {entry.Actor} {entry.Evidence}").OrderBy(line => Array.FindIndex(Order, line.StartsWith)));
        Assert.Equal(4, log.Entries.Count(entry => entry.Kind == LogEntryKind.Published));
        Assert.Equal((2, 1, 1), (model!.Records.Aliases.Count, model.Records.Attestations.Count, model.Records.Revocations.Count));
        Assert.Null(alias);
        Assert.Equal(FeedProblemKind.Usage, FeedProblemKinds.Of(named));
        Assert.Contains("is an alias of 'Contoso.Sentiment'", named.Message, StringComparison.Ordinal);
        Assert.Equal(["1.2.0-beta.2"], plan.Items.Select(item => item.Version));
    }

    // All within a second: their order is that of their kinds.
    private static string[] Order { get; } = ["Promoted 1.0.0", "Attested", "Promoted 1.1.0", "Promoted 1.2.0", "Revoked"];
}
