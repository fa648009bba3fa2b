using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using ModelPack.Feeds.Rollback;
using ModelPack.Feeds.Tests.Records;
using ModelPack.Testing.Feeds;

namespace ModelPack.Feeds.Tests.Rollback;

/// <summary>A version goes to production and back on a feed with API keys that expires them, goes down in the middle, and loses answers.</summary>
public sealed class HttpStoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnExpiredKeyIsToldAndNothingIsPublished()
    {
        await using RecordWorkspace workspace = await Promoted();
        workspace.Http!.Key = "another one by now";

        Problem promote = await FeedWorkspace.Problem(() => workspace.Promote("1.2.0"));
        Problem rollback = await FeedWorkspace.Problem(() => RollBack(workspace));
        Problem revoke = await FeedWorkspace.Problem(() => workspace.Revoke("1.1.0"));
        workspace.Http.Key = HttpFeed.ApiKey;

        Assert.All([promote, rollback, revoke], problem => Assert.Equal(FeedDiagnosticCodes.Unauthorized, problem.Code));
        Assert.Equal(2, (await workspace.History()).Records.Count);
        Assert.Equal("1.0.0", (await RollBack(workspace)).Record!.Model.Version);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AFeedThatGoesDownInTheMiddleIsToldAndARerunFinishes(bool hasArrived)
    {
        await using RecordWorkspace workspace = await Promoted();
        GoesDownAtTheFirstPush(workspace, hasArrived);
        Problem promote = await FeedWorkspace.Problem(() => workspace.Promote("1.2.0"));
        workspace.Http!.Faults.Clear();
        PromotionResult promoted = await workspace.Promote("1.2.0");
        GoesDownAtTheFirstPush(workspace, hasArrived);
        Problem rollback = await FeedWorkspace.Problem(() => RollBack(workspace));
        workspace.Http.Faults.Clear();
        RollbackResult back = await RollBack(workspace);

        Assert.All([promote, rollback], problem => Assert.Equal(FeedProblemKind.NotReachable, FeedProblemKinds.Of(problem)));
        Assert.Equal(
            hasArrived ? (PromotionOutcome.AlreadyServed, RollbackOutcome.NothingDone) : (PromotionOutcome.Promoted, RollbackOutcome.RolledBack),
            (promoted.Outcome, back.Outcome));
        Assert.Equal(["1.0.0", "1.1.0", "1.2.0", "1.1.0"], (await workspace.History()).Records.Select(record => record.Model.Version));
    }

    private static void GoesDownAtTheFirstPush(RecordWorkspace workspace, bool hasArrived)
    {
        bool isDown = false;
        workspace.Http!.Faults.Each(request =>
        {
            bool isFirst = !isDown && request.Method == "PUT";
            isDown |= isFirst;
            return isFirst && hasArrived ? FeedFault.LosesAnswer : isDown ? FeedFault.Answers(503) : null;
        });
    }

    private static async Task<RecordWorkspace> Promoted()
    {
        RecordWorkspace workspace = await RecordWorkspace.Create("http");
        foreach (string version in new[] { "1.0.0", "1.1.0" })
        {
            workspace.Publish(version);
            await workspace.Promote(version);
        }

        workspace.Publish("1.2.0");
        return workspace;
    }

    private static Task<RollbackResult> RollBack(RecordWorkspace workspace) =>
        new Rollbacker(workspace.Feeds()).RollBackAsync(new RollbackRequest { Alias = RecordWorkspace.Alias, Reason = "bad answers", Actor = new RecordActor { Name = "carol" } }, Token);
}
