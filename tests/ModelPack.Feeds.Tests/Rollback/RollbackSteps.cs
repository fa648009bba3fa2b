using ModelPack.Core.Records;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Rollback;
using ModelPack.Feeds.Tests.Records;
using NuGet.Versioning;

namespace ModelPack.Feeds.Tests.Rollback;

/// <summary>An alias that served some versions, and the way back from the newest.</summary>
internal static class RollbackSteps
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RecordWorkspace> Promoted(string kind, params IEnumerable<string> versions)
    {
        RecordWorkspace workspace = await RecordWorkspace.Create(kind);
        foreach (string version in versions)
        {
            workspace.Publish(version);
            await workspace.Promote(version);
        }

        return workspace;
    }

    public static RollbackRequest Request() => new() { Alias = RecordWorkspace.Alias, Reason = "bad answers", Actor = new RecordActor { Name = "carol" } };

    public static Task<RollbackResult> RollBack(RecordWorkspace workspace, string? to = null, string reason = "bad answers", bool revoke = false, PolicyFile? policy = null) =>
        new Rollbacker(workspace.Feeds()).RollBackAsync(Request() with { Reason = reason, To = to is null ? null : NuGetVersion.Parse(to), Revoke = revoke, Policy = policy }, Token);
}
