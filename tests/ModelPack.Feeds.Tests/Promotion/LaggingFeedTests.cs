using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using ModelPack.Feeds.Tests.Records;
using ModelPack.Testing.Feeds;

namespace ModelPack.Feeds.Tests.Promotion;

/// <summary>A feed whose lists, packages and metadata are each behind by themselves: what is not shown yet is not taken for deleted, and its number not passed over.</summary>
public sealed class LaggingFeedTests
{
    private const int Long = 1_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AVersionThatOnlyTheMetadataShowsIsTheNewest()
    {
        await using RecordWorkspace workspace = await Create(new FeedLags { Content = Long });

        AliasHistory history = await workspace.History();
        workspace.Http!.Behaviour.Shows = new FeedLags();
        PromotionResult result = await workspace.Promote("1.2.0");
        workspace.Http.Store.Settle();

        Assert.Equal(2, history.Newest.Sequence);
        Assert.Equal((3, null), (result.Record!.Sequence, result.Record.Skipped));
        Assert.Equal(["1.0.0", "1.1.0", "1.2.0"], (await workspace.History()).Records.Select(record => record.Model.Version));
    }

    [Fact]
    public async Task APromoterIsToldOfAVersionThatNoListShows()
    {
        await using RecordWorkspace workspace = await Create(new FeedLags { Content = Long, Registrations = Long });

        await LosesAgainst("serves 1.1.0 since its version 2.0.0, by dave", workspace);
    }

    [Fact]
    public async Task APromoterIsToldOfAVersionThatTheFeedDoesNotSendYet()
    {
        await using RecordWorkspace workspace = await Create(new FeedLags { Content = Long, Registrations = Long, Packages = 5 });

        await LosesAgainst("serves 1.1.0 since its version 2.0.0, by dave", workspace);
    }

    [Fact]
    public async Task AVersionThatIsListedAndNotSentYetIsNotPassedOver()
    {
        await using RecordWorkspace workspace = await Create(new FeedLags { Content = Long, Packages = 4 });

        await LosesAgainst("serves 1.1.0 since its version 2.0.0, by dave", workspace);
    }

    [Fact]
    public async Task ARecordGoesOnTopOfOneThatNoListShows()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create("http");
        workspace.Publish("1.0.0");
        await workspace.Attest(AttestationTypes.Incident, "1.0.0", "carol");
        workspace.Http!.Behaviour.Shows = new FeedLags { Content = Long, Registrations = Long, Packages = 2 };
        await workspace.Attest(AttestationTypes.Incident, "1.0.0", "dave");
        workspace.Http.Behaviour.Shows = new FeedLags();

        AttestationResult result = await workspace.Attest(AttestationTypes.Incident, "1.0.0", "erin");
        workspace.Http.Store.Settle();

        Assert.Equal((3, null), (result.Record.Sequence, result.Record.Skipped));
        Assert.Equal(["carol", "dave", "erin"], (await workspace.Feeds().Reader.ReadAttestationsAsync(RecordWorkspace.Model, Token)).Select(record => record.Actor.Name));
    }

    [Fact]
    public async Task ADeletedVersionThatTheMetadataStillHasIsPassedOver()
    {
        await using RecordWorkspace workspace = await Create(new FeedLags());
        workspace.Http!.Behaviour.Deletes = new FeedLags { Registrations = Long };
        workspace.Delete(RecordWorkspace.Alias, "2.0.0");

        PromotionResult result = await workspace.Promote("1.2.0");

        Assert.Equal(3, result.Record!.Sequence);
        Assert.Equal([2], result.Record.Skipped);
    }

    [Fact]
    public async Task ADeletedVersionThatIsStillListedIsNeverPassedOverForAnOlderOne()
    {
        await using RecordWorkspace workspace = await Create(new FeedLags());
        workspace.Http!.Behaviour.Deletes = new FeedLags { Content = Long };
        workspace.Delete(RecordWorkspace.Alias, "2.0.0");

        Assert.Equal(FeedDiagnosticCodes.Unreachable, (await FeedWorkspace.Problem(() => workspace.Promote("1.2.0"))).Code);
    }

    /// <summary>An alias with two versions, of which the feed shows the second as late as it is told to.</summary>
    private static async Task<RecordWorkspace> Create(FeedLags lags)
    {
        RecordWorkspace workspace = await RecordWorkspace.Create("http");
        foreach (int minor in Enumerable.Range(0, 3))
        {
            workspace.Publish($"1.{minor}.0");
        }

        await workspace.Promote("1.0.0");
        workspace.Http!.Behaviour.Shows = lags;
        await new Promoter(workspace.Feeds(confirm: TimeSpan.Zero)).PromoteAsync(RecordWorkspace.Request("1.1.0", actor: "dave"), Token);
        return workspace;
    }

    private static async Task LosesAgainst(string winner, RecordWorkspace workspace)
    {
        Problem problem = await FeedWorkspace.Problem(() => workspace.Promote("1.2.0"));
        workspace.Http!.Store.Settle();

        Assert.Equal(FeedDiagnosticCodes.LostRace, problem.Code);
        Assert.Contains(winner, problem.Message, StringComparison.Ordinal);
        Assert.Equal(["1.0.0", "1.1.0"], (await workspace.History()).Records.Select(record => record.Model.Version));
    }
}
