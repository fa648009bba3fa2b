using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using ModelPack.Feeds.Rollback;
using ModelPack.Feeds.Tests.Records;
using ModelPack.Testing.Feeds;

namespace ModelPack.Feeds.Tests.Promotion;

/// <summary>A feed on which anything may go wrong: no promotion is lost or doubled, and whatever is visible is whole.</summary>
public sealed class RecordFaultTests
{
    private static readonly FeedFault[] Faults =
    [
        FeedFault.Answers(429, retryAfter: 0), FeedFault.Answers(500), FeedFault.Answers(503), FeedFault.LosesAnswer, FeedFault.CutsAfter(0), FeedFault.CutsAfter(100), FeedFault.CutsRequestAfter(200), FeedFault.AnswersHtml,
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NoPromotionIsLostOrDoubled()
    {
        int wanted = Environment.GetEnvironmentVariable("MODELPACK_SOAK") == "1" ? 1000 : 20;
        await using RecordWorkspace workspace = await RecordWorkspace.Create("http");
        (byte[] package, ModelPayload payload) = TestPackage.Payload([1, 2, 3]);
        workspace.Http!.Store.Add(package);
        foreach (int minor in Enumerable.Range(0, 4))
        {
            workspace.Publish($"1.{minor}.0", manifest => manifest.Payloads = [payload]);
        }

        Random random = new(Environment.GetEnvironmentVariable("MODELPACK_SEED") is { } seed ? int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture) : 1);
        List<(string Action, string Version)> done = [];
        for (int round = 0; workspace.Http.Faults.Struck < wanted; round++)
        {
            string serving = done.Count == 0 ? "" : done[^1].Version;
            string next = Enumerable.Range(0, 4).Select(minor => $"1.{minor}.0").Where(version => version != serving).ElementAt(random.Next(done.Count == 0 ? 4 : 3));
            bool back = done.Count > 0 && done.Exists(entry => entry.Version == next) && random.Next(3) == 0;
            workspace.Http.Faults.Each(_ => random.Next(6) == 0 ? Faults[random.Next(Faults.Length)] : null);
            await UntilDone(async () =>
            {
                if (back)
                {
                    await new Rollbacker(workspace.Feeds()).RollBackAsync(
                        new RollbackRequest { Alias = RecordWorkspace.Alias, To = PackageLocator.ParseVersion(next), Reason = $"round {round}", Actor = new RecordActor { Name = "carol" } },
                        Token);
                }
                else
                {
                    Assert.NotEqual(PromotionOutcome.Refused, (await new Promoter(workspace.Feeds()).PromoteAsync(RecordWorkspace.Request(next) with { Reason = $"round {round}" }, Token)).Outcome);
                }
            });
            done.Add((back ? PromotionActions.Rollback : PromotionActions.Promote, next));
            workspace.Http.Faults.Clear();
            Assert.True(
                workspace.Http.Store.Find(RecordWorkspace.Alias).Count == done.Count,
                $"Round {round}, to {next}: {string.Join("\n", workspace.Http.Requests.Select(request => $"{request.Method} {request.Path} {request.Status}"))}");
            workspace.Http.ClearRequests();
        }

        AliasHistory history = await workspace.History();
        Assert.Equal(done, history.Records.Select(record => (record.Action, record.Model.Version)));
        foreach (PromotionRecord record in history.Records)
        {
            using NupkgContent content = new(new MemoryStream(workspace.Bytes(RecordWorkspace.Alias, record.AliasVersion)), record.AliasVersion);
            Assert.Equal(record.Model.Digest, PackageManifests.Read(content).Digest);
        }
    }

    // A person runs a command again that failed.
    private static async Task UntilDone(Func<Task> action)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await action();
                return;
            }
            catch (ModelPackException exception) when (attempt < 50 && FeedProblemKinds.Of(exception.Problem) is FeedProblemKind.NotReachable or FeedProblemKind.Refused)
            {
                Assert.DoesNotContain(exception.Problem.Code, new[] { FeedDiagnosticCodes.BadHistory, FeedDiagnosticCodes.BadRecord, FeedDiagnosticCodes.DigestChanged });
            }
        }
    }
}
