using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Collecting;
using ModelPack.Feeds.History;
using ModelPack.Testing.Feeds;

namespace ModelPack.Feeds.Tests.History;

public sealed class FaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task WhatPassesIsTriedAgain(int seed)
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp(new FeedBehaviour { PageSize = 3, InlinedPages = 0 });
        ModelManifest[] models = [.. Enumerable.Range(1, 20).Select(number => feed.Model($"1.{number}.0", number))];
        feed.Promote(models[2], null, "Production", 30);
        Random random = new(seed);
        feed.Http.Faults.Each(request => request.Path.EndsWith("index.json", StringComparison.Ordinal) && request.Path.Count(letter => letter == '/') == 2 ? null : random.Next(5) switch
        {
            0 => FeedFault.Answers(500),
            1 => FeedFault.CutsAfter(50),
            _ => null,
        });

        ModelHistory history = await feed.Reader(new FeedOptions { Tries = 30, RetryDelay = TimeSpan.FromTicks(1) }).ReadAsync("Contoso.A", null, Token);

        Assert.True(feed.Http.Faults.Struck > 5);
        Assert.Empty(history.Failures);
        Assert.Equal(20, history.Versions.Count(version => version.Manifest is not null));
        Assert.Single(history.Aliases);
    }

    [Fact]
    public async Task AFeedThatGoesDownIsNotWaitedForAgainAndAgainAndARerunFinishesTheWork()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        foreach (int number in Enumerable.Range(1, 120))
        {
            feed.Model($"1.{number}.0", number);
        }

        int packages = 0;
        feed.Http.Faults.Each(request => request.Path.EndsWith(".nupkg", StringComparison.Ordinal) && Interlocked.Increment(ref packages) > 30 ? FeedFault.Answers(503) : null);
        ModelHistory broken = await feed.Reader().ReadAsync("Contoso.A", null, Token);
        int asked = packages;
        Problem collecting = await FeedWorkspace.Problem(() => new FeedCollector(feed.Reader(), TimeProvider.System).PlanAsync(feed.Packages().Context.Sources.Single(), new CollectOptions(), Token));
        feed.Http.Faults.Clear();
        feed.Http.ClearRequests();
        ModelHistory whole = await feed.Reader().ReadAsync("Contoso.A", null, Token);

        Assert.Equal(30, broken.Versions.Count(version => version.Manifest is not null));
        Assert.All(broken.Versions.Where(version => version.Manifest is null), version => Assert.Equal(FeedDiagnosticCodes.Unreachable, version.Problem!.Code));
        Assert.InRange(asked, 50, 30 + (4 * 25));
        Assert.Equal(FeedDiagnosticCodes.Unreachable, collecting.Code);
        Assert.All(whole.Versions, version => Assert.NotNull(version.Manifest));
        Assert.Equal(90, feed.Http.Requests.Count(request => request.Path.EndsWith(".nupkg", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(401, FeedDiagnosticCodes.Unauthorized)]
    [InlineData(403, FeedDiagnosticCodes.Unauthorized)]
    [InlineData(500, FeedDiagnosticCodes.Unreachable)]
    public async Task AFeedThatLetsNobodyInIsTold(int status, string code)
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        feed.Model("1.0.0", 1);
        feed.Http.Faults.Each(request => request.Path.Contains("contoso.a", StringComparison.OrdinalIgnoreCase) ? FeedFault.Answers(status) : null);

        Problem problem = await FeedWorkspace.Problem(() => feed.Reader().ReadAsync("Contoso.A", null, Token));

        Assert.Equal(code, problem.Code);
    }
}
