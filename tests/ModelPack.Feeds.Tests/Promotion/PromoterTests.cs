using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using ModelPack.Feeds.Records;
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
    public async Task AWinnerWhoIsListedAfterTheReadIsNotPassedOver()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        RecordFeeds feeds = workspace.Feeds();
        RacingList racing = new(feeds.Store, async () => await workspace.Promote("1.1.0", actor: "dave"));

        Problem problem = await FeedWorkspace.Problem(() => new Promoter(new RecordFeeds(feeds.Models, racing)).PromoteAsync(RecordWorkspace.Request("1.0.0"), Token));

        Assert.Equal(FeedDiagnosticCodes.LostRace, problem.Code);
        Assert.Equal(["1.1.0"], (await workspace.History()).Records.Select(record => record.Model.Version));
    }

    [Theory]
    [InlineData("flat")]
    [InlineData("hierarchical")]
    public async Task ANewestRecordThatIsDamagedIsNotPassedOver(string kind)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create(kind);
        workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        await workspace.Promote("1.0.0");
        await workspace.Promote("1.1.0");
        await workspace.Revoke("1.0.0");
        string revocations = RecordPackages.Revocations(RecordWorkspace.Model);
        workspace.Overwrite(revocations, "1.0.0", bytes => bytes[..(bytes.Length / 2)]);

        Problem promoted = await FeedWorkspace.Problem(() => workspace.Promote("1.0.0", "Staging"));
        workspace.Overwrite(RecordWorkspace.Alias, "2.0.0", _ => []);
        Problem read = await FeedWorkspace.Problem(() => workspace.History());

        Assert.Equal((FeedDiagnosticCodes.DamagedPackage, FeedDiagnosticCodes.DamagedPackage), (promoted.Code, read.Code));
    }

    [Theory]
    [InlineData("1.0.0", "1.9.0")]
    [InlineData("sha256:", "sha256:0")]
    public async Task ANewestRecordThatWasEditedIsNotThatOfItsPackage(string text, string edited)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        await workspace.Promote("1.0.0");
        workspace.Edit(RecordWorkspace.Alias, "1.0.0", AliasHistory.Entry, json => json.Replace($"\"{text}", $"\"{edited}", StringComparison.Ordinal));

        Assert.Equal(FeedDiagnosticCodes.BadHistory, (await FeedWorkspace.Problem(() => workspace.History())).Code);
    }

    [Fact]
    public async Task RecordsOfAnotherHistoryAreRefused()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        await using RecordWorkspace other = await RecordWorkspace.Create();
        foreach (RecordWorkspace place in new[] { workspace, other })
        {
            place.Publish("1.0.0");
            place.Publish("1.1.0");
        }

        await workspace.Revoke("1.0.0");
        await other.Revoke("1.1.0", "mine");
        await other.Revoke("1.0.0", "mine");
        await workspace.Promote("1.1.0", "Staging");
        string revocations = RecordPackages.Revocations(RecordWorkspace.Model);
        await File.WriteAllBytesAsync(workspace.Workspace[$"source/{revocations}.2.0.0.nupkg"], other.Bytes(revocations, "2.0.0"), Token);

        Assert.Equal(FeedDiagnosticCodes.BadHistory, (await FeedWorkspace.Problem(() => workspace.Promote("1.0.0"))).Code);
    }

    [Fact]
    public async Task WhoeverPromotesTheSameAtOnceIsDone()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        RecordFeeds feeds = workspace.Feeds();
        Racing racing = new(feeds.Store, async () => await workspace.Promote("1.0.0", actor: "dave"));

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
        Racing racing = new(feeds.Store, async () => await workspace.Promote("1.1.0", actor: "dave"));

        Problem problem = await FeedWorkspace.Problem(() => new Promoter(new RecordFeeds(feeds.Models, racing)).PromoteAsync(RecordWorkspace.Request("1.0.0"), Token));

        Assert.Equal(FeedDiagnosticCodes.LostRace, problem.Code);
        Assert.Contains("serves 1.1.0 since its version 1.0.0, by dave", problem.Message, StringComparison.Ordinal);
        Assert.Equal(PromotionOutcome.Promoted, (await workspace.Promote("1.0.0")).Outcome);
        Assert.Equal(["1.1.0", "1.0.0"], (await workspace.History()).Records.Select(record => record.Model.Version));
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
    }

    [Fact]
    public async Task AFeedThatRefusesEveryNumberIsGivenUp()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        RecordFeeds feeds = workspace.Feeds();

        Problem problem = await FeedWorkspace.Problem(() => new Promoter(new RecordFeeds(feeds.Models, new Refusing(feeds.Store))).PromoteAsync(RecordWorkspace.Request("1.0.0"), Token));

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

        Problem problem = await FeedWorkspace.Problem(() => new Promoter(new RecordFeeds(feeds.Models, new Withholding(feeds.Store, "2.0.0"))).PromoteAsync(RecordWorkspace.Request("1.0.0"), Token));

        Assert.Equal(FeedDiagnosticCodes.Unreachable, problem.Code);
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
        Problem problem = await FeedWorkspace.Problem(() => new Promoter(new RecordFeeds(feeds.Models, new Forgetting(feeds.Store, lists: 2))).PromoteAsync(RecordWorkspace.Request("1.0.0", actor: "dave"), Token));

        Assert.Equal(FeedDiagnosticCodes.LostRace, problem.Code);
        Assert.Contains("serves 1.1.0 since its version 2.0.0", problem.Message, StringComparison.Ordinal);
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

        Assert.Equal(3, (await workspace.Promote("1.1.0")).Record!.Sequence);
    }

    [Fact]
    public async Task AForgedHistoryIsRefused()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        await workspace.Promote("1.0.0");
        await workspace.Promote("1.1.0");
        Forge(workspace.Workspace[$"source/{RecordWorkspace.Alias}.2.0.0.nupkg"], "carol", "mallory", times: 1);

        Problem problem = await FeedWorkspace.Problem(() => workspace.Promote("1.0.0"));

        Assert.Equal(FeedDiagnosticCodes.BadHistory, problem.Code);
        Assert.Contains("was changed", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHistoryThatBeginsAnewIsRefused()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        await workspace.Promote("1.0.0");
        await workspace.Promote("1.1.0");
        string file = workspace.Workspace[$"source/{RecordWorkspace.Alias}.3.0.0.nupkg"];
        using (ModelPack.Core.Packages.NupkgContent content = new(workspace.Workspace[$"source/{RecordWorkspace.Model}.1.1.0.nupkg"]))
        {
            PromotionRecord record = new() { Action = PromotionActions.Promote, Model = RecordSubject.Of(ModelPack.Core.Packages.PackageManifests.Read(content)), Actor = new RecordActor { Name = "mallory" } };
            await using FileStream stream = new(file, FileMode.CreateNew);
            AliasPackageWriter.Write(stream, content, AliasHistory.Begin(RecordWorkspace.Model, "Production").Append(3, record));
        }

        Problem problem = await FeedWorkspace.Problem(() => workspace.Promote("1.0.0"));

        Assert.Equal(FeedDiagnosticCodes.BadHistory, problem.Code);
        Assert.Contains("2.0.0", problem.Message, StringComparison.Ordinal);
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

        Assert.Equal([FeedDiagnosticCodes.ClockSkew, FeedDiagnosticCodes.ClockSkew], workspace.Warnings.Select(warning => warning.Code));
        Assert.Contains("claims to be of", workspace.Warnings[1].Message, StringComparison.Ordinal);
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

    /// <summary>Changes a text in the history of an alias package.</summary>
    private static void Forge(string file, string text, string other, int times)
    {
        using ZipArchive archive = ZipFile.Open(file, ZipArchiveMode.Update);
        using Stream stream = archive.GetEntry(AliasHistory.Entry)!.Open();
        using StreamReader reader = new(stream);
        string history = reader.ReadToEnd();
        byte[] forged = Encoding.UTF8.GetBytes(new Regex(text).Replace(history, other, times));
        stream.SetLength(0);
        stream.Write(forged);
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    /// <summary>A source as it is; what differs is overridden.</summary>
    private class Wrapped(IRecordStore store) : IRecordStore
    {
        public NuGet.Configuration.PackageSource Source => store.Source;

        public IReadOnlyList<NuGetVersion> Cached(string id) => store.Cached(id);

        public virtual Task<IReadOnlyList<StoredVersion>> ListAsync(string id, CancellationToken cancellationToken) => store.ListAsync(id, cancellationToken);

        public virtual Task<ModelPack.Core.Packages.IPackageContent?> OpenAsync(string id, NuGetVersion version, CancellationToken cancellationToken) => store.OpenAsync(id, version, cancellationToken);

        public virtual Task<StoreOutcome> PublishAsync(string nupkg, CancellationToken cancellationToken) => store.PublishAsync(nupkg, cancellationToken);
    }

    /// <summary>Lets somebody else be faster once.</summary>
    private sealed class Racing(IRecordStore store, Func<Task> other) : Wrapped(store)
    {
        private Func<Task>? _other = other;

        public override async Task<StoreOutcome> PublishAsync(string nupkg, CancellationToken cancellationToken)
        {
            if (_other is { } first)
            {
                _other = null;
                await first();
            }

            return await base.PublishAsync(nupkg, cancellationToken);
        }
    }

    /// <summary>Somebody else is first between the reading of an alias that is not there and the next list.</summary>
    private sealed class RacingList(IRecordStore store, Func<Task> other) : Wrapped(store)
    {
        private int _lists;

        public override async Task<IReadOnlyList<StoredVersion>> ListAsync(string id, CancellationToken cancellationToken)
        {
            IReadOnlyList<StoredVersion> listed = await base.ListAsync(id, cancellationToken);
            if (id == RecordWorkspace.Alias && ++_lists == 1)
            {
                await other();
            }

            return listed;
        }
    }

    private sealed class Refusing(IRecordStore store) : Wrapped(store)
    {
        public override Task<StoreOutcome> PublishAsync(string nupkg, CancellationToken cancellationToken) => Task.FromResult(StoreOutcome.Burnt);
    }

    private sealed class Withholding(IRecordStore store, string withheld) : Wrapped(store)
    {
        public override Task<ModelPack.Core.Packages.IPackageContent?> OpenAsync(string id, NuGetVersion version, CancellationToken cancellationToken) =>
            version.ToNormalizedString() == withheld ? Task.FromResult<ModelPack.Core.Packages.IPackageContent?>(null) : base.OpenAsync(id, version, cancellationToken);
    }

    /// <summary>Lists nothing of the alias at first.</summary>
    private sealed class Forgetting(IRecordStore store, int lists) : Wrapped(store)
    {
        private int _lists = lists;

        public override Task<IReadOnlyList<StoredVersion>> ListAsync(string id, CancellationToken cancellationToken) =>
            id == RecordWorkspace.Alias && _lists-- > 0 ? Task.FromResult<IReadOnlyList<StoredVersion>>([]) : base.ListAsync(id, cancellationToken);
    }
}
