using System.Diagnostics;
using ModelPack.Core.Diagnostics;
using ModelPack.Testing.Feeds;
using NuGet.Versioning;

namespace ModelPack.Feeds.Tests;

public sealed class HttpReadTests : IAsyncLifetime
{
    private readonly FeedWorkspace _workspace = new();
    private HttpFeed _feed = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => Start(new FeedBehaviour());

    public async ValueTask DisposeAsync()
    {
        await _feed.DisposeAsync();
        _workspace.Dispose();
    }

    [Theory]
    [InlineData(FeedUrlShape.Usual)]
    [InlineData(FeedUrlShape.Odd)]
    [InlineData(FeedUrlShape.Queries)]
    public async Task PackagesAreListedAndFetchedWhateverTheAddressesAre(FeedUrlShape urls)
    {
        await Start(new FeedBehaviour { Urls = urls, Descending = true });
        Add("Contoso.A", "1.0.0", "1.10.0", "1.9.0", "2.0.0-beta.1");
        _feed.Store.List("Contoso.A", "1.9.0", isListed: false);

        IReadOnlyList<NuGetVersion> versions = await _workspace.Locator().ListVersionsAsync("CONTOSO.a", prerelease: true, Token);
        string folder = await _workspace.Locator().FetchAsync("CONTOSO.a", new NuGetVersion("1.10"), Token);

        Assert.Equal(["1.0.0", "1.9.0", "1.10.0", "2.0.0-beta.1"], versions.Select(version => version.ToNormalizedString()));
        Assert.Equal(Path.Combine(_workspace.Packages, "contoso.a", "1.10.0"), folder);
        Assert.Equal([1], await File.ReadAllBytesAsync(Path.Combine(folder, "a.txt"), Token));
    }

    [Fact]
    public async Task CredentialsOfTheConfigurationAreUsed()
    {
        Add("Contoso.A", "1.0.0");
        _feed.Behaviour.Basic = ("user", "pass word");
        Problem without = await FeedWorkspace.Problem(() => _workspace.Locator().FetchAsync("Contoso.A", new NuGetVersion("1.0.0"), Token));
        Credentials("wrong");
        Problem wrong = await FeedWorkspace.Problem(() => _workspace.Locator().FetchAsync("Contoso.A", new NuGetVersion("1.0.0"), Token));
        Credentials("pass word");

        string folder = await _workspace.Locator().FetchAsync("Contoso.A", new NuGetVersion("1.0.0"), Token);

        Assert.All([without, wrong], problem =>
        {
            Assert.Equal(FeedDiagnosticCodes.Unauthorized, problem.Code);
            Assert.DoesNotContain("wrong", problem.Message, StringComparison.Ordinal);
        });
        Assert.True(Directory.Exists(folder));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task WhatMayPassIsTriedAgain(int status)
    {
        Add("Contoso.A", "1.0.0");
        _feed.Faults.Add("GET", @"\.nupkg$", Enumerable.Repeat(FeedFault.Answers(status, retryAfter: 0), 3));

        await _workspace.Locator().FetchAsync("Contoso.A", new NuGetVersion("1.0.0"), Token);

        Assert.Equal([status, status, status, 200], Statuses(".nupkg"));
    }

    [Fact]
    public async Task APackageThatIsCutIsFetchedAgain()
    {
        _feed.Store.Add(TestPackage.Bytes("Contoso.A", "1.0.0", ("a.bin", new byte[500_000])));
        _feed.Faults.Add("GET", @"\.nupkg$", FeedFault.CutsAfter(0), FeedFault.CutsAfter(200_000), FeedFault.CutsAfter(499_999));

        string folder = await _workspace.Locator().FetchAsync("Contoso.A", new NuGetVersion("1.0.0"), Token);

        Assert.Equal(500_000, new FileInfo(Path.Combine(folder, "a.bin")).Length);
        Assert.Equal([0, 0, 0, 200], Statuses(".nupkg"));
    }

    [Fact]
    public async Task AFeedThatStaysDownIsToldAndLeavesNothing()
    {
        Add("Contoso.A", "1.0.0");
        _feed.Faults.Add("GET", @"\.nupkg$", Enumerable.Repeat(FeedFault.Answers(503), 10));

        Problem problem = await FeedWorkspace.Problem(() => _workspace.Locator().FetchAsync("Contoso.A", new NuGetVersion("1.0.0"), Token));

        Assert.Equal((FeedDiagnosticCodes.Unreachable, FeedProblemKind.NotReachable), (problem.Code, FeedProblemKinds.Of(problem)));
        Assert.Equal(new FeedOptions().Tries, Statuses(".nupkg").Length);
        Assert.Empty(_workspace.Installed);
    }

    [Fact]
    public async Task ALongWaitThatAFeedAsksForIsToldInsteadOfKept()
    {
        Add("Contoso.A", "1.0.0");
        _feed.Faults.Add("GET", @"\.nupkg$", FeedFault.Answers(429, retryAfter: 3600));

        Problem problem = await FeedWorkspace.Problem(() => _workspace.Locator().FetchAsync("Contoso.A", new NuGetVersion("1.0.0"), Token));

        Assert.Equal(FeedDiagnosticCodes.Unreachable, problem.Code);
        Assert.Contains("3600 s", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerThatStandsStillIsGivenUp()
    {
        Add("Contoso.A", "1.0.0");
        _feed.Faults.Add("GET", "index.json$", FeedFault.StallsAfter(10), FeedFault.StallsAfter(10), FeedFault.StallsAfter(10), FeedFault.StallsAfter(10), FeedFault.StallsAfter(10), FeedFault.StallsAfter(10));
        FeedOptions options = new() { AnswerTimeout = TimeSpan.FromMilliseconds(300), Tries = 1 };
        long start = Stopwatch.GetTimestamp();

        Problem problem = await FeedWorkspace.Problem(() => _workspace.Locator(options).ListVersionsAsync("Contoso.A", prerelease: true, Token));

        Assert.Equal(FeedDiagnosticCodes.Unreachable, problem.Code);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task APageForPeopleIsNoFeed()
    {
        Add("Contoso.A", "1.0.0");
        _feed.Faults.Add("GET", "flatcontainer/.*index.json$", FeedFault.AnswersHtml);

        Problem problem = await FeedWorkspace.Problem(() => _workspace.Locator().ListVersionsAsync("Contoso.A", prerelease: true, Token));

        Assert.Equal(FeedDiagnosticCodes.BadAnswer, problem.Code);
    }

    [Fact]
    public async Task APackageThatIsTruncatedOnTheFeedIsDamaged()
    {
        Add("Contoso.A", "1.0.0");
        string file = _feed.Store.Packages.Single().Path;
        byte[] bytes = await File.ReadAllBytesAsync(file, Token);
        foreach (int length in new[] { 0, 10, bytes.Length / 2, bytes.Length - 1 })
        {
            await File.WriteAllBytesAsync(file, bytes[..length], Token);

            Problem problem = await FeedWorkspace.Problem(() => _workspace.Locator().FetchAsync("Contoso.A", new NuGetVersion("1.0.0"), Token));

            Assert.Equal((FeedDiagnosticCodes.DamagedPackage, FeedProblemKind.Refused), (problem.Code, FeedProblemKinds.Of(problem)));
            Assert.Empty(_workspace.Installed);
        }
    }

    [Fact]
    public async Task AnotherPackageThanAskedForIsRefused()
    {
        Add("Contoso.A", "1.0.0");
        await File.WriteAllBytesAsync(_feed.Store.Packages.Single().Path, TestPackage.Bytes("Contoso.B", "1.0.0"), Token);

        Problem problem = await FeedWorkspace.Problem(() => _workspace.Locator().FetchAsync("Contoso.A", new NuGetVersion("1.0.0"), Token));

        Assert.Equal(FeedDiagnosticCodes.WrongPackage, problem.Code);
        Assert.Empty(_workspace.Installed);
    }

    [Fact]
    public async Task AnEntryThatLeadsOutOfTheFolderIsRefused()
    {
        _feed.Store.Add(TestPackage.Bytes("Contoso.A", "1.0.0", ("../../evil.txt", [1])));

        Problem problem = await FeedWorkspace.Problem(() => _workspace.Locator().FetchAsync("Contoso.A", new NuGetVersion("1.0.0"), Token));

        Assert.Equal(FeedDiagnosticCodes.DamagedPackage, problem.Code);
        Assert.Empty(_workspace.Installed);
    }

    [Fact]
    public async Task APackageThatIsLargerThanItMayBeIsNotTaken()
    {
        _feed.Store.Add(TestPackage.Bytes("Contoso.A", "1.0.0", ("a.bin", new byte[100_000])));
        FeedOptions options = new() { MaximumPackageSize = 50_000 };

        Problem problem = await FeedWorkspace.Problem(() => _workspace.Locator(options).FetchAsync("Contoso.A", new NuGetVersion("1.0.0"), Token));

        Assert.Equal(FeedDiagnosticCodes.DamagedPackage, problem.Code);
        Assert.Contains("50000 bytes", problem.Message, StringComparison.Ordinal);
        Assert.Empty(_workspace.Installed);
    }

    [Fact]
    public async Task PlainHttpNeedsToBeAllowed()
    {
        using FeedWorkspace workspace = new FeedWorkspace().Source("http", _feed.Index.ToString());

        Problem problem = await FeedWorkspace.Problem(() => workspace.Locator().ListVersionsAsync("Contoso.A", prerelease: true, Token));

        Assert.Equal(FeedDiagnosticCodes.InsecureSource, problem.Code);
        Assert.Empty(_feed.Requests);
    }

    [Fact]
    public async Task AnotherSourceServesWhereOneIsDown()
    {
        Add("Contoso.A", "1.0.0");
        _workspace.Source("down", "http://127.0.0.1:9/v3/index.json", """protocolVersion="3" allowInsecureConnections="true" """);
        List<Problem> warnings = [];
        FeedOptions options = new() { RetryDelay = TimeSpan.FromMilliseconds(1), Warn = warnings.Add };

        await _workspace.Locator(options, "down", "http").FetchAsync("Contoso.A", new NuGetVersion("1.0.0"), Token);
        VersionListing listing = await _workspace.Locator(options, "down", "http").ListAsync("Contoso.A", prerelease: true, Token);

        Assert.Equal(FeedDiagnosticCodes.Unreachable, warnings.Single().Code);
        Assert.Equal(FeedDiagnosticCodes.Unreachable, listing.Failures.Single().Code);
        Assert.Single(listing.Versions);
    }

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

    private void Add(string id, params IEnumerable<string> versions)
    {
        foreach (string version in versions)
        {
            Assert.True(_feed.Store.Add(TestPackage.Bytes(id, version, ("a.txt", [1]))));
        }
    }

    private void Credentials(string password)
    {
        _workspace.More = $"""
            <packageSourceCredentials>
              <http>
                <add key="Username" value="user" />
                <add key="ClearTextPassword" value="{password}" />
              </http>
            </packageSourceCredentials>
            """;
        _workspace.Save();
    }

    private int[] Statuses(string end) => [.. _feed.Requests.Where(request => request.Path.EndsWith(end, StringComparison.Ordinal)).Select(request => request.Status)];
}
