using System.Net;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Pushing;
using ModelPack.Feeds.Sources;
using ModelPack.Feeds.Tests.Pushing;
using ModelPack.Feeds.Unlisting;
using ModelPack.Testing.Feeds;
using NuGet.Configuration;
using NuGet.Versioning;
using HttpFeed = ModelPack.Testing.Feeds.HttpFeed;

namespace ModelPack.Feeds.Tests.Sources;

/// <summary>What a feed leads to another server: never the API key, a package or the source's credentials.</summary>
public sealed class ForeignServerTests : IAsyncLifetime
{
    private readonly FeedWorkspace _workspace = new();
    private HttpFeed _feed = null!;
    private HttpFeed _foreign = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Uri Foreign => new(_foreign.Index, "/");

    public async ValueTask InitializeAsync()
    {
        _feed = await HttpFeed.Start();
        _foreign = await HttpFeed.Start();
        _workspace.Source("http", _feed);
    }

    public async ValueTask DisposeAsync()
    {
        await _feed.DisposeAsync();
        await _foreign.DisposeAsync();
        _workspace.Dispose();
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task APushIsNotSentOnToAnotherServer(int status)
    {
        string package = _workspace.Package("Contoso.A", "1.0.0", ("a.bin", new byte[2_000_000]));
        _feed.Faults.Each(request => request.Method == "PUT" ? FeedFault.Redirects(status, new Uri(Foreign, "/api/v2/package").ToString()) : null);

        Problem problem = await FeedWorkspace.Problem(() => Pusher().PushPackageAsync(package, Token));

        Assert.Equal(FeedDiagnosticCodes.ForeignServer, problem.Code);
        Assert.Contains($"from {FeedOrigins.Of(_feed.Index)} to {FeedOrigins.Of(Foreign)}", problem.Message, StringComparison.Ordinal);
        Assert.Empty(_foreign.Requests);
        Assert.Single(_feed.Requests, request => request.Method == "PUT");
    }

    [Fact]
    public async Task APushIsSentOnWithinAServer()
    {
        string package = _workspace.Package("Contoso.A", "1.0.0", ("a.bin", new byte[2_000_000]));
        _feed.Faults.Add("PUT", "", FeedFault.Redirects(307, "/api/v2/package"), FeedFault.Redirects(308, "/api/v2/package"));

        Assert.Equal(PushOutcome.Pushed, await Pusher().PushPackageAsync(package, Token));

        Assert.Equal([307, 308, 201], _feed.Requests.Where(request => request.Method == "PUT").Select(request => request.Status));
        Assert.Equal(new FileInfo(package).Length, new FileInfo(_feed.Store.Packages.Single().Path).Length);
    }

    [Fact]
    public async Task APushIsNotSentOnWithoutEnd()
    {
        string package = _workspace.Package("Contoso.A", "1.0.0");
        _feed.Faults.Each(request => request.Method == "PUT" ? FeedFault.Redirects(307, "/api/v2/package") : null);

        Problem problem = await FeedWorkspace.Problem(() => Pusher().PushPackageAsync(package, Token));

        Assert.Equal(FeedDiagnosticCodes.PushRefused, problem.Code);
        Assert.Contains("307", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADeleteIsNotSentOnToAnotherServer()
    {
        await Pusher().PushPackageAsync(_workspace.Package("Contoso.A", "1.0.0"), Token);
        _feed.Faults.Add("DELETE", "", FeedFault.Redirects(307, new Uri(Foreign, "/api/v2/package/contoso.a/1.0.0").ToString()));

        Problem problem = await FeedWorkspace.Problem(() => new PackageUnlister(_workspace.Load(), "http", PushWorkspace.Quick).UnlistAsync("Contoso.A", new NuGetVersion(1, 0, 0), feedUnlists: true, Token));

        Assert.Equal(FeedDiagnosticCodes.ForeignServer, problem.Code);
        Assert.Empty(_foreign.Requests);
    }

    [Fact]
    public async Task AServerThatTheIndexNamesGetsTheKey()
    {
        _feed.Behaviour.ResourceHost = Foreign;

        await Pusher().PushPackageAsync(_workspace.Package("Contoso.A", "1.0.0"), Token);

        Assert.Single(_foreign.Store.Packages);
    }

    [Fact]
    public async Task AServerThatTheIndexNamesOverPlainHttpGetsNoCredentials()
    {
        Credentials();
        _feed.Behaviour.ResourceHost = Foreign;
        _foreign.Behaviour.Basic = ("ann", "secret");

        Problem problem = await FeedWorkspace.Problem(() => _workspace.Locator().ListVersionsAsync("Contoso.A", prerelease: true, Token));

        Assert.Equal(FeedDiagnosticCodes.ForeignServer, problem.Code);
        Assert.Contains(FeedOrigins.Of(Foreign), problem.Message, StringComparison.Ordinal);
        Assert.NotEmpty(_foreign.Requests);
        Assert.All(_foreign.Requests, request => Assert.Equal("", request.Credentials));
    }

    [Fact]
    public async Task ADownloadThatIsSentOnTakesNoCredentialsAlong()
    {
        Credentials();
        _feed.Behaviour.Basic = ("ann", "secret");
        _foreign.Behaviour.Basic = ("ann", "secret");
        _feed.Store.Add(TestPackage.Bytes("Contoso.A", "1.0.0", ("a.txt", [1])));
        _feed.Faults.Each(request => request.Path.EndsWith(".nupkg", StringComparison.Ordinal) ? FeedFault.Redirects(302, new Uri(Foreign, request.Path).ToString()) : null);

        Problem problem = await FeedWorkspace.Problem(Install);

        Assert.Equal(FeedDiagnosticCodes.ForeignServer, problem.Code);
        Assert.NotEmpty(_foreign.Requests);
        Assert.All(_foreign.Requests, request => Assert.Equal("", request.Credentials));
    }

    [Fact]
    public async Task ADownloadMayBeSentOn()
    {
        Credentials();
        _feed.Behaviour.Basic = ("ann", "secret");
        byte[] package = TestPackage.Bytes("Contoso.A", "1.0.0", ("a.txt", [1]));
        _feed.Store.Add(package);
        _foreign.Store.Add(package);
        _feed.Faults.Each(request => request.Path.EndsWith(".nupkg", StringComparison.Ordinal) ? FeedFault.Redirects(302, new Uri(Foreign, request.Path).ToString()) : null);

        await Install();

        Assert.Contains(_foreign.Requests, request => request is { Status: 200 or 206, Credentials: "" });
    }

    [Fact]
    public async Task ADownloadIsNotSentOnWithoutEnd()
    {
        _feed.Store.Add(TestPackage.Bytes("Contoso.A", "1.0.0", ("a.txt", [1])));
        _feed.Faults.Each(request => request.Path.EndsWith(".nupkg", StringComparison.Ordinal) ? FeedFault.Redirects(302, request.Path) : null);

        Assert.Equal(FeedDiagnosticCodes.BadAnswer, (await FeedWorkspace.Problem(Install)).Code);
    }

    [Theory]
    [InlineData("https://feed.test/v3/index.json", "https://feed.test/blobs/a", true)]
    [InlineData("https://feed.test/v3/index.json", "https://packages.feed.test/a", true)]
    [InlineData("https://feed.test/v3/index.json", "https://feed.test:8443/a", false)]
    [InlineData("https://feed.test/v3/index.json", "http://feed.test/a", false)]
    [InlineData("https://feed.test/v3/index.json", "http://plain.test/a", false)]
    [InlineData("https://feed.test/v3/index.json", "https://plain.test/a", false)]
    [InlineData("https://feed.test/v3/index.json", "https://other.test/a", false)]
    [InlineData("http://feed.test/v3/index.json", "http://feed.test/a", true)]
    [InlineData("http://feed.test/v3/index.json", "http://feed.test:8080/a", false)]
    [InlineData("http://feed.test/v3/index.json", "https://packages.feed.test/a", true)]
    public void CredentialsAreForTheSourceAndForWhatItsIndexNamesOverHttps(string source, string address, bool expected)
    {
        PackageSource feed = new(source, "feed");
        FeedOrigins origins = new();
        origins.Add(feed, [new Uri("https://packages.feed.test/v3/"), new Uri("http://plain.test/v3/")]);
        origins.Add(new PackageSource("https://other.test/index.json", "other"), [new Uri("https://other.test/v3/")]);
        OriginCredentials credentials = new(new NetworkCredential("ann", "secret"), feed, origins);

        Assert.Equal(expected, credentials.GetCredential(new Uri(address), "Basic") is not null);
    }

    private void Credentials()
    {
        _workspace.More = """<packageSourceCredentials><http><add key="Username" value="ann" /><add key="ClearTextPassword" value="secret" /></http></packageSourceCredentials>""";
        _workspace.Save();
    }

    private Task<string> Install() => _workspace.Locator().FetchAsync("Contoso.A", new NuGetVersion(1, 0, 0), Token);

    private PackagePusher Pusher() => new(_workspace.Load(), "http", PushWorkspace.Quick);
}
