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

    [Fact]
    public async Task OfTwoPromotersAtOnceOnAFeedThatLagsNoneIsLost()
    {
        int wanted = Environment.GetEnvironmentVariable("MODELPACK_SOAK") == "1" ? 500 : 5;
        TimeSpan patience = TimeSpan.FromMilliseconds(500);
        Random random = new(Environment.GetEnvironmentVariable("MODELPACK_SEED") is { } seed ? int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture) : 1);
        for (int done = 0; done < wanted; done += 5)
        {
            await using RecordWorkspace workspace = await RecordWorkspace.Create("http");
            foreach (int minor in Enumerable.Range(0, 10))
            {
                workspace.Publish($"1.{minor}.0");
            }

            List<(string Version, string Digest)> promoted = [];
            for (int round = 0; round < 5; round++)
            {
                // The same feed is still behind with the last round.
                workspace.Http!.Behaviour.Shows = new FeedLags { Content = Lag(random), Registrations = Lag(random), Packages = random.Next(3) };
                (PromotionRecord? one, PromotionRecord? other) = await Both(Promote(workspace, $"1.{2 * round}.0", patience), Promote(workspace, $"1.{(2 * round) + 1}.0", patience));
                promoted.AddRange(new[] { one, other }.OfType<PromotionRecord>().Select(record => (record.Model.Version, record.ComputeDigest())));
                if (random.Next(3) == 0 && workspace.Http.Store.Find(RecordWorkspace.Alias).Count > 1)
                {
                    workspace.Http.Behaviour.Deletes = new FeedLags { Registrations = random.Next(4) };
                    workspace.Delete(RecordWorkspace.Alias, workspace.Http.Store.Find(RecordWorkspace.Alias)[0].Version);
                }
            }

            workspace.Http!.Store.Settle();
            AliasHistory history = await workspace.History();
            Assert.Equal(promoted.Order(), history.Records.Select(record => (record.Model.Version, record.ComputeDigest())).Order());
            Assert.All(history.Records, record => Assert.Null(record.Skipped));
        }
    }

    // None, one that a promoter waits for, or one that outlasts them all.
    private static int Lag(Random random) => random.Next(3) switch { 0 => 0, 1 => random.Next(12), _ => 100 };

    private static async Task<(PromotionRecord? One, PromotionRecord? Other)> Both(Task<PromotionRecord?> one, Task<PromotionRecord?> other) => (await one, await other);

    /// <summary>Promotes a version of its own, as a command of its own.</summary>
    /// <returns>The promotion, or <see langword="null"/> where it was not made, and the promoter was told so.</returns>
    private static Task<PromotionRecord?> Promote(RecordWorkspace workspace, string version, TimeSpan patience) => Task.Run(async () =>
    {
        try
        {
            PromotionResult result = await new Promoter(workspace.Feeds(confirm: patience)).PromoteAsync(RecordWorkspace.Request(version), Token);
            Assert.Equal(PromotionOutcome.Promoted, result.Outcome);
            return result.Record;
        }
        catch (ModelPackException exception) when (exception.Problem.Code is FeedDiagnosticCodes.LostRace or FeedDiagnosticCodes.Unreachable)
        {
            // Somebody else was first; or a version is listed, and is not sent yet.
            return null;
        }
    });

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
