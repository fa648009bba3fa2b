using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Rollback;
using ModelPack.Feeds.Tests.Records;

namespace ModelPack.Feeds.Tests.Promotion;

/// <summary>Several promotions at once: one wins, the others are told, nothing is lost.</summary>
public sealed class PromotionRaceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(RecordWorkspace.Kinds), MemberType = typeof(RecordWorkspace))]
    public async Task OfTwoPromotionsAtOnceOneWinsAndTheOtherIsTold(string kind)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create(kind);
        foreach (int patch in Enumerable.Range(0, 6))
        {
            workspace.Publish($"1.0.{patch}");
        }

        await workspace.Promote("1.0.0");
        int promoted = 0;
        int told = 0;
        await Task.WhenAll(Enumerable.Range(1, 5).Select(patch => Task.Run(async () =>
        {
            try
            {
                Assert.Equal(PromotionOutcome.Promoted, (await workspace.Promote($"1.0.{patch}", actor: $"p{patch}")).Outcome);
                Interlocked.Increment(ref promoted);
            }
            catch (ModelPackException exception) when (exception.Problem.Code == FeedDiagnosticCodes.LostRace)
            {
                Assert.Matches("serves 1\\.0\\.[1-5] since its version [2-6]\\.0\\.0, by p[1-5]", exception.Problem.Message);
                Interlocked.Increment(ref told);
            }
        })));

        AliasHistory history = await workspace.History();
        Assert.Equal(5, promoted + told);
        Assert.Equal(promoted + 1, history.Records.Count);
        Assert.Equal(history.Records.Count, history.Records.Select(record => record.Model.Version).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(RecordWorkspace.Kinds), MemberType = typeof(RecordWorkspace))]
    public async Task OfTheFirstPromotionsAtOnceNoneIsLost(string kind)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create(kind);
        foreach (int patch in Enumerable.Range(0, 8))
        {
            workspace.Publish($"1.0.{patch}");
        }

        int promoted = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(patch => Task.Run(async () =>
        {
            try
            {
                await workspace.Promote($"1.0.{patch}", actor: $"p{patch}");
                Interlocked.Increment(ref promoted);
            }
            catch (ModelPackException exception) when (exception.Problem.Code == FeedDiagnosticCodes.LostRace)
            {
            }
        })));

        Assert.InRange(promoted, 1, 8);
        Assert.Equal(promoted, (await workspace.History()).Records.Count);
    }

    [Fact]
    public async Task OfTwoPromotionsAndARollbackAtOnceNoneIsLostOrMixedUp()
    {
        int rounds = Environment.GetEnvironmentVariable("MODELPACK_SOAK") == "1" ? 50 : 5;
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        foreach (string version in new[] { "1.0.0", "1.1.0", "1.2.0", "1.3.0" })
        {
            workspace.Publish(version);
        }

        for (int round = 0; round < rounds; round++)
        {
            await workspace.Promote("1.0.0");
            await workspace.Promote("1.1.0");
            int before = (await workspace.History()).Records.Count;
            bool[] done = await Task.WhenAll(
                Done(() => workspace.Promote("1.2.0", actor: "dave")),
                Done(() => workspace.Promote("1.3.0", actor: "erin")),
                Done(() => new Rollbacker(workspace.Feeds()).RollBackAsync(new RollbackRequest { Alias = RecordWorkspace.Alias, Reason = "bad", Actor = new RecordActor { Name = "carol" } }, Token)));

            List<PromotionRecord> records = (await workspace.History()).Records;
            Assert.True(done.Contains(true));
            Assert.Equal(before + done.Count(isDone => isDone), records.Count);
            // Each went back from what it knew of: never to what it had not seen.
            Assert.All(records.Zip(records.Skip(1)), pair => Assert.Equal(pair.First.Model.Version, pair.Second.Replaced!.Version));
        }

        static Task<bool> Done(Func<Task> action) => Task.Run(async () =>
        {
            try
            {
                await action();
                return true;
            }
            catch (ModelPackException exception) when (exception.Problem.Code == FeedDiagnosticCodes.LostRace)
            {
                return false;
            }
        });
    }

    [Fact]
    public async Task AWinnerWhoIsListedAfterTheReadIsNotPassedOver()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        RecordFeeds feeds = workspace.Feeds();
        RacingListStore racing = new(feeds.Store, async () => await workspace.Promote("1.1.0", actor: "dave"));

        Problem problem = await FeedWorkspace.Problem(() => new Promoter(new RecordFeeds(feeds.Models, racing)).PromoteAsync(RecordWorkspace.Request("1.0.0"), Token));

        Assert.Equal(FeedDiagnosticCodes.LostRace, problem.Code);
        Assert.Equal(["1.1.0"], (await workspace.History()).Records.Select(record => record.Model.Version));
    }

    [Fact]
    public async Task WhoeverPromotesTheSameAtOnceIsDone()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        RecordFeeds feeds = workspace.Feeds();
        RacingStore racing = new(feeds.Store, async () => await workspace.Promote("1.0.0", actor: "dave"));

        PromotionResult result = await new Promoter(new RecordFeeds(feeds.Models, racing)).PromoteAsync(RecordWorkspace.Request("1.0.0"), Token);

        Assert.Equal((PromotionOutcome.AlreadyServed, "dave"), (result.Outcome, result.Record!.Actor.Name));
        Assert.Single((await workspace.History()).Records);
    }

    [Fact]
    public async Task TheOneWhoLosesIsToldWhoWonAndNothingIsLost()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        RecordFeeds feeds = workspace.Feeds();
        RacingStore racing = new(feeds.Store, async () => await workspace.Promote("1.1.0", actor: "dave"));

        Problem problem = await FeedWorkspace.Problem(() => new Promoter(new RecordFeeds(feeds.Models, racing)).PromoteAsync(RecordWorkspace.Request("1.0.0"), Token));

        Assert.Equal(FeedDiagnosticCodes.LostRace, problem.Code);
        Assert.Contains("serves 1.1.0 since its version 1.0.0, by dave", problem.Message, StringComparison.Ordinal);
        Assert.Equal(PromotionOutcome.Promoted, (await workspace.Promote("1.0.0")).Outcome);
        Assert.Equal(["1.1.0", "1.0.0"], (await workspace.History()).Records.Select(record => record.Model.Version));
    }

    [Fact]
    public async Task AListThatIsTooOldIsNoReasonToThinkThatAllIsDone()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        await workspace.Promote("1.0.0");
        await workspace.Promote("1.1.0");
        RecordFeeds feeds = workspace.Feeds();

        // The first list says that the alias is new: version 1.0.0 is taken, by a promotion of the same model.
        Problem problem = await FeedWorkspace.Problem(() => new Promoter(new RecordFeeds(feeds.Models, new ForgettingStore(feeds.Store, lists: 2))).PromoteAsync(RecordWorkspace.Request("1.0.0", actor: "dave"), Token));

        Assert.Equal(FeedDiagnosticCodes.LostRace, problem.Code);
        Assert.Contains("serves 1.1.0 since its version 2.0.0", problem.Message, StringComparison.Ordinal);
    }
}
