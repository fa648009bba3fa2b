using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.History;
using ModelPack.Feeds.Promotion;
using ModelPack.Feeds.Pushing;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Remote;
using ModelPack.Feeds.Tests.Records;
using ModelPack.Testing.Feeds;
using NuGet.Versioning;

namespace ModelPack.Feeds.Tests.Promotion;

public sealed class PromoterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(RecordWorkspace.Kinds), MemberType = typeof(RecordWorkspace))]
    public async Task APromotionIsTheNextVersionOfTheAliasWithItsWholeHistory(string kind)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create(kind);
        workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");

        PromotionResult first = await workspace.Promote("1.0.0");
        PromotionResult second = await workspace.Promote("1.1.0", actor: "dave");
        PromotionResult again = await workspace.Promote("1.1.0", actor: "dave");

        Assert.Equal([PromotionOutcome.Promoted, PromotionOutcome.Promoted, PromotionOutcome.AlreadyServed], [first.Outcome, second.Outcome, again.Outcome]);
        AliasHistory history = await workspace.History();
        Assert.Equal([(1, "1.0.0", "carol"), (2, "1.1.0", "dave")], history.Records.Select(record => (record.Sequence, record.Model.Version, record.Actor.Name)));
        Assert.Equal("1.0.0", history.Newest.Replaced!.Version);
        Assert.Empty(workspace.Warnings);
    }

    [Theory]
    [MemberData(nameof(RecordWorkspace.Kinds), MemberType = typeof(RecordWorkspace))]
    public async Task AFeedThatDeletedOldVersionsShowsAGap(string kind)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create(kind);
        foreach (string version in new[] { "1.0.0", "1.1.0", "1.2.0" })
        {
            workspace.Publish(version);
            await workspace.Promote(version);
        }

        workspace.Delete(RecordWorkspace.Alias, "1.0.0");
        workspace.Delete(RecordWorkspace.Alias, "2.0.0");

        AliasState state = (await workspace.Feeds().Reader.ReadAliasStateAsync(RecordWorkspace.Alias, Token))!;
        Assert.Equal([1, 2], state.Gaps);
        Assert.Equal(3, state.History.Records.Count);
        Assert.Equal(FeedDiagnosticCodes.HistoryGap, Assert.Single(workspace.Warnings).Code);
        await workspace.Promote("1.0.0");
        Assert.Equal(4, (await workspace.History()).Newest.Sequence);
    }

    [Fact]
    public async Task ANumberThatTheFeedHasBurntIsSkippedAndTheGapIsNoted()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create("http");
        workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        await workspace.Promote("1.0.0");
        await workspace.Promote("1.1.0");
        workspace.Delete(RecordWorkspace.Alias, "2.0.0");

        PromotionResult result = await workspace.Promote("1.1.0");

        Assert.Equal((PromotionOutcome.Promoted, 3), (result.Outcome, result.Record!.Sequence));
        Assert.Equal([2], (await workspace.History()).Newest.Skipped);
        Assert.Null((await workspace.History()).Newest.SkippedByCache);
    }

    [Fact]
    public async Task AFeedThatRefusesEveryNumberIsGivenUp()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        RecordFeeds feeds = workspace.Feeds();

        Problem problem = await FeedWorkspace.Problem(() => new Promoter(new RecordFeeds(feeds.Models, new RefusingStore(feeds.Store))).PromoteAsync(RecordWorkspace.Request("1.0.0"), Token));

        Assert.Equal(FeedDiagnosticCodes.NoFreeVersion, problem.Code);
        Assert.Contains("from 1.0.0 to 10.0.0", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANewestVersionThatIsListedAndNotSentIsNeverPassedOverForAnOlderOne()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        await workspace.Promote("1.0.0");
        await workspace.Promote("1.1.0");
        RecordFeeds feeds = workspace.Feeds();

        Problem problem = await FeedWorkspace.Problem(() => new Promoter(new RecordFeeds(feeds.Models, new WithholdingStore(feeds.Store, "2.0.0"))).PromoteAsync(RecordWorkspace.Request("1.0.0"), Token));

        Assert.Equal(FeedDiagnosticCodes.Unreachable, problem.Code);
    }

    [Fact]
    public async Task ANumberThatThisMachineHasGotIsNeverUsedAgain()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        await workspace.Promote("1.0.0");
        await workspace.Promote("1.1.0");
        await workspace.Workspace.Locator().FetchAsync(RecordWorkspace.Alias, new NuGetVersion("2.0.0"), Token);
        workspace.Delete(RecordWorkspace.Alias, "2.0.0");

        PromotionRecord record = (await workspace.Promote("1.1.0")).Record!;

        // Nobody refused that number: the history says what did happen.
        Assert.Equal(3, record.Sequence);
        Assert.Equal([2], record.Skipped!);
        Assert.Equal([2], record.SkippedByCache!);
        HistoryReader reader = new(new RemotePackages(workspace.Workspace.Load(), FeedWorkspace.Quick), new ManifestCache(workspace.Workspace["store"]));
        ModelLog log = await new LogReader(reader).ReadAsync(RecordWorkspace.Model, null, null, Token);
        Assert.Contains("package cache", Assert.Single(log.Entries, entry => entry.Kind == LogEntryKind.Gap).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecordsCanLiveOnASourceOfTheirOwn()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        string records = Directory.CreateDirectory(workspace.Workspace["records"]).FullName;
        workspace.Publish("1.0.0");

        PromotionResult result = await new Promoter(workspace.Feeds(records)).PromoteAsync(RecordWorkspace.Request("1.0.0"), Token);

        Assert.Equal(PromotionOutcome.Promoted, result.Outcome);
        Assert.True(File.Exists(Path.Combine(records, $"{RecordWorkspace.Alias}.1.0.0.nupkg")));
        Assert.False(File.Exists(workspace.Workspace[$"source/{RecordWorkspace.Alias}.1.0.0.nupkg"]));
    }

    [Fact]
    public async Task TheIdIsWrittenAsThePackageHasIt()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create("http");
        workspace.Publish("1.0.0");

        PromotionResult result = await new Promoter(workspace.Feeds()).PromoteAsync(RecordWorkspace.Request("1.0.0") with { Model = "contoso.SENTIMENT" }, Token);

        Assert.Equal((RecordWorkspace.Alias, RecordWorkspace.Model), (result.Record!.Alias, result.Record.Model.Id));
    }

    [Theory]
    [InlineData("2.0.0", FeedDiagnosticCodes.VersionNotFound)]
    [InlineData("1.0.0", FeedDiagnosticCodes.PackageNotFound)]
    public async Task AVersionThatIsNotThereIsNamed(string version, string code)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");

        PromotionRequest request = RecordWorkspace.Request(version) with { Model = code == FeedDiagnosticCodes.VersionNotFound ? RecordWorkspace.Model : "Contoso.None" };

        Assert.Equal(code, (await FeedWorkspace.Problem(() => new Promoter(workspace.Feeds()).PromoteAsync(request, Token))).Code);
    }

    [Fact]
    public async Task AnAliasWhosePayloadsAreMissingIsNotPublished()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create("http");
        (byte[] package, ModelPayload payload) = TestPackage.Payload([1, 2, 3]);
        workspace.Publish("1.0.0", manifest => manifest.Payloads = [payload]);

        Assert.Equal(FeedDiagnosticCodes.MissingPayload, (await FeedWorkspace.Problem(() => workspace.Promote("1.0.0"))).Code);
        Assert.Empty(workspace.Http!.Store.Find(RecordWorkspace.Alias));
        workspace.Http.Store.Add(package);
        Assert.Equal(PromotionOutcome.Promoted, (await workspace.Promote("1.0.0")).Outcome);
    }

    [Fact]
    public async Task WhatIsRevokedIsNotPromoted()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        await workspace.Revoke("1.0.0");

        PromotionResult result = await workspace.Promote("1.0.0");

        Assert.Equal((PromotionOutcome.Refused, FeedDiagnosticCodes.Revoked), (result.Outcome, result.Refusal!.Code));
        Assert.Contains("leaks names", result.Refusal.Message, StringComparison.Ordinal);
        Assert.Null(await workspace.Feeds().Reader.ReadAliasAsync(RecordWorkspace.Model, "Production", Token));
    }

    [Fact]
    public async Task AVersionWithOtherContentThanTheHistorySaysIsRefused()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        await workspace.Promote("1.0.0");
        await workspace.Promote("1.1.0");
        workspace.Publish("1.0.0", content: "other weights of ");

        Assert.Equal(FeedDiagnosticCodes.DigestChanged, (await FeedWorkspace.Problem(() => workspace.Promote("1.0.0"))).Code);
    }

    [Fact]
    public async Task AClockThatIsWrongIsShown()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create("http");
        workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        DateTimeOffset now = DateTimeOffset.UtcNow;
        await new Promoter(workspace.Feeds(clock: new FixedClock(now.AddHours(3)))).PromoteAsync(RecordWorkspace.Request("1.0.0"), Token);

        await new Promoter(workspace.Feeds(clock: new FixedClock(now))).PromoteAsync(RecordWorkspace.Request("1.1.0"), Token);
        await workspace.History();

        Assert.Equal(Enumerable.Repeat(FeedDiagnosticCodes.ClockSkew, 3), workspace.Warnings.Select(warning => warning.Code));
        Assert.Contains("The clock of this machine says", workspace.Warnings[0].Message, StringComparison.Ordinal);
        Assert.Contains("before the last promotion", workspace.Warnings[1].Message, StringComparison.Ordinal);
        Assert.Contains("claims to be of", workspace.Warnings[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AClockThatIsSetAheadDoesNotMakeATimeInAStageLonger()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create("http");
        workspace.Publish("1.0.0");
        PolicyFile policy = workspace.Policy("""{ "stages": [ { "name": "Staging" }, { "name": "Production", "after": "Staging", "gates": { "soak": "P3D" } } ] }""");
        await workspace.Promote("1.0.0", "Staging", policy: policy);

        PromotionResult result = await new Promoter(workspace.Feeds(clock: new FixedClock(DateTimeOffset.UtcNow.AddDays(4)))).PromoteAsync(RecordWorkspace.Request("1.0.0", policy: policy), Token);

        Assert.Equal(PromotionOutcome.Refused, result.Outcome);
        Assert.Matches("^it was there for [0-9]+ s; it passes from ", Assert.Single(result.Gates.Failed).Detail);
    }

    [Fact]
    public async Task ADryRunPublishesNothing()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");

        PromotionResult result = await new Promoter(workspace.Feeds()).PromoteAsync(RecordWorkspace.Request("1.0.0") with { DryRun = true }, Token);

        Assert.Equal(PromotionOutcome.WouldPromote, result.Outcome);
        Assert.Null(await workspace.Feeds().Reader.ReadAliasAsync(RecordWorkspace.Model, "Production", Token));
    }

    [Theory]
    [InlineData("Attestations")]
    [InlineData("a.b")]
    [InlineData("")]
    public async Task AStageHasANameThatCanBePartOfAnId(string stage)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");

        Assert.Equal(FeedDiagnosticCodes.BadStage, (await FeedWorkspace.Problem(() => workspace.Promote("1.0.0", stage))).Code);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(0)]
    public async Task FaultsOfTheFeedNeitherLoseNorDoubleAPromotion(int status)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create("http");
        workspace.Publish("1.0.0");
        workspace.Http!.Faults.Add("PUT", ".*", status == 0 ? FeedFault.LosesAnswer : FeedFault.Answers(status));
        workspace.Http.Faults.Add("GET", "index.json", FeedFault.CutsAfter(3), FeedFault.Answers(500));

        PromotionResult result = await workspace.Promote("1.0.0");

        Assert.Equal(PromotionOutcome.Promoted, result.Outcome);
        Assert.Equal(result.Record!.ComputeDigest(), Assert.Single((await workspace.History()).Records).ComputeDigest());
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://example.com/\n1")]
    public async Task ATicketIsAWebAddress(string ticket)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");

        Problem bad = await FeedWorkspace.Problem(() => new Promoter(workspace.Feeds()).PromoteAsync(RecordWorkspace.Request("1.0.0") with { Ticket = ticket }, Token));
        Problem endless = await FeedWorkspace.Problem(() => new Promoter(workspace.Feeds()).PromoteAsync(RecordWorkspace.Request("1.0.0") with { Reason = new string('a', 10_001) }, Token));

        Assert.Equal((FeedDiagnosticCodes.IncompleteRecord, FeedDiagnosticCodes.IncompleteRecord), (bad.Code, endless.Code));
    }

    [Fact]
    public async Task WhatAKilledPromotionHasWrittenIsRemovedByTheNext()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        string mine = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), Abandoned.NewName(TemporaryPackage.Prefix))).FullName;
        // No process has this number.
        string dead = Directory.CreateDirectory(mine.Replace($"-{Environment.ProcessId}-", $"-{int.MaxValue}-", StringComparison.Ordinal)).FullName;
        await File.WriteAllTextAsync(Path.Combine(dead, "a.nupkg"), "half", Token);

        await workspace.Promote("1.0.0");

        Assert.Equal((true, false), (Directory.Exists(mine), Directory.Exists(dead)));
        Directory.Delete(mine);
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
