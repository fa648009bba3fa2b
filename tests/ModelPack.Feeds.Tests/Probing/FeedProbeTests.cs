using System.Globalization;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Probing;
using ModelPack.Feeds.Pushing;
using ModelPack.Feeds.Tests.Pushing;
using ModelPack.Feeds.Unlisting;
using ModelPack.Testing.Feeds;
using NuGet.Versioning;
using DeleteMeaning = ModelPack.Feeds.Probing.DeleteMeaning;
using FeedDelete = ModelPack.Testing.Feeds.DeleteMeaning;

namespace ModelPack.Feeds.Tests.Probing;

public sealed class FeedProbeTests : IAsyncLifetime
{
    private readonly FeedWorkspace _workspace = new FeedWorkspace().FlatSource();
    private HttpFeed _feed = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => Start(new FeedBehaviour());

    public async ValueTask DisposeAsync()
    {
        await _feed.DisposeAsync();
        _workspace.Dispose();
    }

    [Fact]
    public async Task AStrictFeedIsFoundOut()
    {
        FeedPromises promises = await Probe();

        Assert.Equal((OverwriteMeaning.Refused, OverwriteMeaning.Refused), (promises.Releases, promises.Prereleases));
        Assert.Equal((DeleteMeaning.Deletes, false), (promises.Delete, promises.TakesDeletedAgain));
        Assert.Equal((true, TagSearchMeaning.ByTag, true), (promises.Ranges, promises.TagSearch, promises.HasRegistrations));
        Assert.Null(promises.SmallestRefused);
        Assert.Empty(promises.Remains);
        Assert.Contains(promises.Advice, advice => advice.Contains("ModelPackPayloadRevision", StringComparison.Ordinal));
        Assert.Empty(_feed.Store.Packages);
    }

    [Fact]
    public async Task ALaxFeedIsFoundOut()
    {
        await Start(new FeedBehaviour
        {
            Urls = FeedUrlShape.Queries,
            OverwriteReleases = true,
            OverwritePrereleases = true,
            Delete = FeedDelete.Free,
            Ranges = false,
            TagSearch = false,
            AsksUntilShown = 2,
            HasRegistrations = false,
        });

        FeedPromises promises = await Probe();

        Assert.Equal((OverwriteMeaning.Replaced, OverwriteMeaning.Replaced), (promises.Releases, promises.Prereleases));
        Assert.Equal((DeleteMeaning.Deletes, true), (promises.Delete, promises.TakesDeletedAgain));
        Assert.Equal((false, TagSearchMeaning.AsText, false), (promises.Ranges, promises.TagSearch, promises.HasRegistrations));
        Assert.Empty(promises.Remains);
        Assert.Contains(promises.Advice, advice => advice.Contains("immutable", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AFeedThatUnlistsIsFoundOutAndThenUnlists()
    {
        await Start(new FeedBehaviour { Delete = FeedDelete.Unlist, OverwritePrereleases = true });
        _feed.Store.Add(TestPackage.Bytes("Contoso.A", "1.0.0"));
        Problem before = await FeedWorkspace.Problem(() => Unlister().UnlistAsync("Contoso.A", new NuGetVersion("1.0.0"), feedUnlists: false, Token));

        FeedPromises promises = await Probe();
        _feed.ClearRequests();
        UnlistedPackage unlisted = await Unlister().UnlistAsync("contoso.a", new NuGetVersion("1.0.0"), feedUnlists: false, Token);

        // As the feed spells it.
        Assert.Equal(("Contoso.A", true), (unlisted.Id, unlisted.IsConfirmed));
        Assert.EndsWith("/Contoso.A/1.0.0", Assert.Single(_feed.Requests, request => request.Method == "DELETE").Path, StringComparison.Ordinal);
        Assert.Equal((FeedDiagnosticCodes.NotUnlistable, FeedProblemKind.Usage), (before.Code, FeedProblemKinds.Of(before)));
        Assert.Equal((OverwriteMeaning.Refused, OverwriteMeaning.Replaced), (promises.Releases, promises.Prereleases));
        Assert.Equal((DeleteMeaning.Unlists, null), (promises.Delete, promises.TakesDeletedAgain));
        Assert.Equal(2, promises.Remains.Count);
        Assert.All(_feed.Store.Packages, package => Assert.False(package.IsListed));
    }

    [Fact]
    public async Task AFeedThatDoesNotTellWhatIsListedIsNotTakenForOneThatUnlists()
    {
        await Start(new FeedBehaviour { Delete = FeedDelete.Unlist, HasRegistrations = false });

        Assert.Equal(DeleteMeaning.Unknown, (await Probe()).Delete);
        Assert.Equal(FeedDiagnosticCodes.NotUnlistable, (await FeedWorkspace.Problem(() => Unlister().UnlistAsync("Contoso.A", new NuGetVersion("1.0.0"), feedUnlists: false, Token))).Code);
    }

    [Fact]
    public async Task AFeedThatDeletesAndKeepsItsListIsNotTakenForOneThatUnlists()
    {
        await Start(new FeedBehaviour { Deletes = new FeedLags { Content = 1_000_000 }, HasRegistrations = false });

        FeedPromises promises = await Probe();

        Assert.Equal((DeleteMeaning.Deletes, false), (promises.Delete, promises.TakesDeletedAgain));
    }

    [Fact]
    public async Task ADeletionWhoseAnswerIsLostIsFoundOut()
    {
        _feed.Faults.Add("DELETE", "", FeedFault.LosesAnswer);

        Assert.Equal(DeleteMeaning.Deletes, (await Probe()).Delete);
    }

    [Fact]
    public async Task AFeedThatDoesNothingIsFoundOut()
    {
        _feed.Faults.Each(request => request.Method == "DELETE" ? FeedFault.Answers(200) : null);

        Assert.Equal(DeleteMeaning.Nothing, (await Probe()).Delete);
    }

    [Fact]
    public async Task WhatWasFoundOutLongAgoIsNotBelieved()
    {
        await Start(new FeedBehaviour { Delete = FeedDelete.Unlist });
        _feed.Store.Add(TestPackage.Bytes("Contoso.A", "1.0.0"));
        FeedPromises promises = new() { Source = "http", Delete = DeleteMeaning.Unlists };
        DateTimeOffset old = DateTimeOffset.UtcNow.AddDays(-31);

        PromiseMemory.Keep(Unlister().Source, promises, old);
        Problem problem = await FeedWorkspace.Problem(() => Unlister().UnlistAsync("Contoso.A", new NuGetVersion("1.0.0"), feedUnlists: false, Token));
        PromiseMemory.Keep(Unlister().Source, promises, DateTimeOffset.UtcNow.AddDays(-29));
        UnlistedPackage unlisted = await Unlister().UnlistAsync("Contoso.A", new NuGetVersion("1.0.0"), feedUnlists: false, Token);

        Assert.Equal(FeedDiagnosticCodes.NotUnlistable, problem.Code);
        Assert.Contains(old.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), problem.Message, StringComparison.Ordinal);
        Assert.True(unlisted.IsConfirmed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AFeedThatSaysThatItUnlistsAndDoesNotIsNotBelieved(bool hasRegistrations)
    {
        await Start(new FeedBehaviour { HasRegistrations = hasRegistrations });
        _feed.Store.Add(TestPackage.Bytes("Contoso.A", "1.0.0"));
        _feed.Faults.Each(request => request.Method == "DELETE" ? FeedFault.Answers(200) : null);
        Task<UnlistedPackage> Unlist() => Unlister(TimeSpan.FromMilliseconds(200)).UnlistAsync("Contoso.A", new NuGetVersion("1.0.0"), feedUnlists: true, Token);

        if (hasRegistrations)
        {
            Problem problem = await FeedWorkspace.Problem(Unlist);
            Assert.Equal(FeedDiagnosticCodes.NotUnlistable, problem.Code);
            Assert.Contains("still lists it", problem.Message, StringComparison.Ordinal);
        }
        else
        {
            // The feed does not tell.
            Assert.False((await Unlist()).IsConfirmed);
        }
    }

    [Theory]
    [InlineData(true, 404)]
    [InlineData(true, 409)]
    [InlineData(false, 404)]
    public async Task UnlistingWhoseAnswerIsLostIsDone(bool hasRegistrations, int second)
    {
        await Start(new FeedBehaviour { Delete = FeedDelete.Unlist, HasRegistrations = hasRegistrations });
        _feed.Store.Add(TestPackage.Bytes("Contoso.A", "1.0.0"));
        _feed.Faults.Add("DELETE", "", FeedFault.LosesAnswer, FeedFault.Answers(second));

        UnlistedPackage unlisted = await Unlister().UnlistAsync("Contoso.A", new NuGetVersion("1.0.0"), feedUnlists: true, Token);

        Assert.Equal(hasRegistrations, unlisted.IsConfirmed);
        Assert.False(_feed.Store.Packages.Single().IsListed);
    }

    [Fact]
    public async Task WhatIsNotListedIsLeftAlone()
    {
        await Start(new FeedBehaviour { Delete = FeedDelete.Unlist });
        _feed.Store.Add(TestPackage.Bytes("Contoso.A", "1.0.0"));
        _feed.Store.List("Contoso.A", "1.0.0", isListed: false);

        Assert.True((await Unlister().UnlistAsync("Contoso.A", new NuGetVersion("1.0.0"), feedUnlists: true, Token)).IsConfirmed);
        Assert.DoesNotContain(_feed.Requests, request => request.Method == "DELETE");
    }

    [Fact]
    public async Task AnErrorIsToldWithWhatRemainsAlthoughClearingUpFailsToo()
    {
        List<Problem> warnings = [];
        _feed.Faults.Each(request => request.Method == "DELETE" ? FeedFault.CutsRequestAfter(0) : request.Path.Contains("search", StringComparison.Ordinal) ? FeedFault.Answers(500) : null);
        ProbeOptions options = new()
        {
            Push = new PushOptions { Feed = new FeedOptions { RetryDelay = TimeSpan.FromMilliseconds(1), Warn = warnings.Add }, ApiKey = HttpFeed.ApiKey, ConfirmDelay = TimeSpan.FromMilliseconds(1) },
            Patience = TimeSpan.FromMilliseconds(50),
        };

        Problem problem = await FeedWorkspace.Problem(() => new FeedProbe(_workspace.Load(), "http", options).RunAsync(Token));

        Assert.Equal(FeedDiagnosticCodes.Unreachable, problem.Code);
        Assert.Contains("500", problem.Message, StringComparison.Ordinal);
        Problem warning = Assert.Single(warnings);
        Assert.Equal(FeedDiagnosticCodes.NotProbed, warning.Code);
        Assert.All(_feed.Store.Packages, package => Assert.Contains($"{package.Id} {package.Version}", warning.Message, StringComparison.Ordinal));
        Assert.Equal(2, _feed.Store.Packages.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    public async Task AQuestionForASizeThatFailsDoesNotThrowAwayTheRest(int failures)
    {
        await Start(new FeedBehaviour { SizeLimit = 100_000_000 });
        int pushes = 0;
        // After two of each version come the questions.
        _feed.Faults.Each(request => request.Method == "PUT" && ++pushes > 4 && failures-- > 0 ? FeedFault.Answers(503) : null);

        FeedPromises promises = await Probe();

        Assert.Equal(failures < 0, promises.SmallestRefused is not null);
        Assert.Equal((OverwriteMeaning.Refused, DeleteMeaning.Deletes), (promises.Releases, promises.Delete));
    }

    [Fact]
    public async Task AFeedThatRefusesToDeleteKeepsTheProbe()
    {
        await Start(new FeedBehaviour { Delete = FeedDelete.Refuse });

        FeedPromises promises = await Probe();

        Assert.Equal(DeleteMeaning.Refused, promises.Delete);
        Assert.Equal(2, promises.Remains.Count);
        Assert.All(promises.Remains, left => Assert.StartsWith("ModelPack.Probe.", left, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AFeedThatAnswersWithServerErrorsWhereItRefusesIsFoundOut()
    {
        int pushes = 0;
        // The second push of each version, with all its tries; deleting is not there at all.
        _feed.Faults.Each(request => request.Method == "DELETE" ? FeedFault.Answers(501)
            : request.Method == "PUT" && ++pushes is (>= 2 and <= 5) or (>= 7 and <= 10) ? FeedFault.Answers(500)
            : null);

        FeedPromises promises = await Probe();

        Assert.Equal((OverwriteMeaning.Refused, OverwriteMeaning.Refused, DeleteMeaning.Refused), (promises.Releases, promises.Prereleases, promises.Delete));
        Assert.Equal(2, promises.Remains.Count);
        Assert.Single(_feed.Requests, request => request.Method == "DELETE");
    }

    [Fact]
    public async Task ASizeLimitIsFoundByAskingOnly()
    {
        await Start(new FeedBehaviour { SizeLimit = 100_000_000 });
        _feed.Behaviour.RefusalText = "At most 100 MB.";

        FeedPromises promises = await Probe();

        Assert.InRange(promises.LargestTaken!.Value, 98_000_000, 100_000_000);
        Assert.InRange(promises.SmallestRefused!.Value, 100_000_000, 102_000_000);
        Assert.Equal("At most 100 MB.", promises.LimitText);
        Assert.Contains(promises.Advice, advice => advice.Contains("ModelPackShardSize", StringComparison.Ordinal));
        Assert.InRange(_feed.Store.Packages.Count, 0, 0);
    }

    [Fact]
    public async Task LargerAndLargerPackagesAreTriedUpToAGivenSize()
    {
        FeedPromises promises = await Probe(maximumSize: 4 << 20);

        Assert.InRange(promises.LargestTaken!.Value, 4 << 20, 5 << 20);
        Assert.Null(promises.SmallestRefused);
        Assert.Empty(promises.Remains);
    }

    [Fact]
    public async Task AWrongKeyIsTold()
    {
        _feed.Key = "other";

        Problem problem = await FeedWorkspace.Problem(() => Probe());

        Assert.Equal(FeedDiagnosticCodes.Unauthorized, problem.Code);
        Assert.Empty(_feed.Store.Packages);
    }

    [Fact]
    public async Task AFeedThatShowsNothingIsTold()
    {
        await Start(new FeedBehaviour { AsksUntilShown = 1_000_000 });

        Problem problem = await FeedWorkspace.Problem(() => Probe(confirm: TimeSpan.FromMilliseconds(20)));

        Assert.Equal((FeedDiagnosticCodes.NotProbed, FeedProblemKind.NotReachable), (problem.Code, FeedProblemKinds.Of(problem)));
    }

    [Fact]
    public async Task AFolderIsNotWrittenTo()
    {
        FeedPromises promises = await new FeedProbe(_workspace.Load(), "flat", Options()).RunAsync(Token);

        Assert.True(promises.IsFolder);
        Assert.Equal(("flat", DeleteMeaning.Deletes), (promises.Layout, promises.Delete));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_workspace.Flat));
    }

    [Fact]
    public async Task AFolderIsNeverUnlistedIn()
    {
        string package = TestPackage.WriteFlat(_workspace.Flat, "Contoso.A", "1.0.0");

        Problem problem = await FeedWorkspace.Problem(() => new PackageUnlister(_workspace.Load(), "flat").UnlistAsync("Contoso.A", new NuGetVersion("1.0.0"), feedUnlists: true, Token));

        Assert.Equal(FeedDiagnosticCodes.NotUnlistable, problem.Code);
        Assert.True(File.Exists(package));
    }

    [Fact]
    public async Task AFeedThatIsSaidToUnlistAndDeletesIsTold()
    {
        _feed.Store.Add(TestPackage.Bytes("Contoso.A", "1.0.0"));

        Problem problem = await FeedWorkspace.Problem(() => Unlister().UnlistAsync("Contoso.A", new NuGetVersion("1.0.0"), feedUnlists: true, Token));
        Problem gone = await FeedWorkspace.Problem(() => Unlister().UnlistAsync("Contoso.A", new NuGetVersion("1.0.0"), feedUnlists: true, Token));

        Assert.Equal(FeedDiagnosticCodes.NotUnlistable, problem.Code);
        Assert.Contains("removed", problem.Message, StringComparison.Ordinal);
        Assert.Equal(FeedDiagnosticCodes.PackageNotFound, gone.Code);
    }

    [Fact]
    public async Task AProbeThatFoundDeletionKeepsFromUnlisting()
    {
        _feed.Store.Add(TestPackage.Bytes("Contoso.A", "1.0.0"));
        await Probe();

        Problem problem = await FeedWorkspace.Problem(() => Unlister().UnlistAsync("Contoso.A", new NuGetVersion("1.0.0"), feedUnlists: false, Token));

        Assert.Contains("removes the version", problem.Message, StringComparison.Ordinal);
        Assert.Single(_feed.Store.Packages);
    }

    private Task<FeedPromises> Probe(long maximumSize = 0, TimeSpan? confirm = null) => new FeedProbe(_workspace.Load(), "http", Options(maximumSize, confirm)).RunAsync(Token);

    private static ProbeOptions Options(long maximumSize = 0, TimeSpan? confirm = null) => new()
    {
        Push = new PushOptions { Feed = FeedWorkspace.Quick, ApiKey = HttpFeed.ApiKey, ConfirmDelay = TimeSpan.FromMilliseconds(1), ConfirmTimeout = confirm ?? TimeSpan.FromSeconds(20) },
        MaximumSize = maximumSize,
        Patience = TimeSpan.FromMilliseconds(200),
    };

    private PackageUnlister Unlister(TimeSpan? confirm = null) => new(_workspace.Load(), "http", new PushOptions
    {
        Feed = FeedWorkspace.Quick,
        ApiKey = HttpFeed.ApiKey,
        ConfirmDelay = TimeSpan.FromMilliseconds(1),
        ConfirmTimeout = confirm ?? TimeSpan.FromSeconds(20),
    });

    private async ValueTask Start(FeedBehaviour behaviour)
    {
        if (_feed is not null)
        {
            await _feed.DisposeAsync();
            _workspace.Remove("http");
        }

        _feed = await HttpFeed.Start(behaviour);
        _workspace.Source("http", _feed);
    }
}
