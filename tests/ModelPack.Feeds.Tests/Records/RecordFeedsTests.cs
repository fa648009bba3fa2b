using ModelPack.Feeds.Pushing;
using ModelPack.Feeds.Records;

namespace ModelPack.Feeds.Tests.Records;

public sealed class RecordFeedsTests
{
    [Fact]
    public async Task APushThatSendsNothingIsNoWayToPublishRecords()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();

        Assert.Throws<ArgumentException>("options", () => new RecordFeeds(workspace.Workspace.Load(), "source", options: new PushOptions { DryRun = true }));
    }
}
