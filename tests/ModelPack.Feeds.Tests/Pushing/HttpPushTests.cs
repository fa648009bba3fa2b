using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Pushing;
using ModelPack.Testing.Feeds;

namespace ModelPack.Feeds.Tests.Pushing;

public sealed class HttpPushTests : IAsyncLifetime
{
    private readonly FeedWorkspace _workspace = new();
    private HttpFeed _feed = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _feed = await HttpFeed.Start();
        _workspace.Source("http", _feed);
    }

    public async ValueTask DisposeAsync()
    {
        await _feed.DisposeAsync();
        _workspace.Dispose();
    }

    [Fact]
    public async Task APackageIsPushedOnce()
    {
        string package = _workspace.Package("Contoso.A", "1.0.0", ("a.bin", new byte[3_000_000]));
        List<PushProgress> progress = [];
        PushOptions options = new() { Feed = FeedWorkspace.Quick, ApiKey = HttpFeed.ApiKey, Progress = new Recorder(progress) };

        PushOutcome first = await new PackagePusher(_workspace.Load(), "http", options).PushPackageAsync(package, Token);
        PushOutcome second = await Pusher().PushPackageAsync(package, Token);

        Assert.Equal([PushOutcome.Pushed, PushOutcome.AlreadyThere], [first, second]);
        Assert.Equal(await File.ReadAllBytesAsync(package, Token), await File.ReadAllBytesAsync(_feed.Store.Packages.Single().Path, Token));
        Assert.Single(_feed.Requests, request => request.Method == "PUT");
        Assert.Equal((new FileInfo(package).Length, new FileInfo(package).Length), (progress[^1].Bytes, progress[^1].AllTotal));
    }

    [Fact]
    public async Task AnotherContentIsRefusedBeforeItIsSent()
    {
        await Pusher().PushPackageAsync(_workspace.Package("Contoso.A", "1.0.0", ("a.txt", [1])), Token);
        string package = _workspace.Package("contoso.a", "1.0.0", ("a.txt", [2]));

        Problem problem = await FeedWorkspace.Problem(() => Pusher().PushPackageAsync(package, Token));

        Assert.Equal(FeedDiagnosticCodes.Conflict, problem.Code);
        Assert.Equal(FeedProblemKind.Refused, FeedProblemKinds.Of(problem));
        Assert.Single(_feed.Requests, request => request.Method == "PUT");
    }

    [Fact]
    public async Task APayloadThatIsThereIsNotReadAsAWhole()
    {
        (string package, _) = _workspace.Payload(1, 5_000_000);

        PushOutcome first = await Pusher().PushPackageAsync(package, Token);
        PushOutcome second = await Pusher().PushPackageAsync(package, Token);

        Assert.Equal([PushOutcome.Pushed, PushOutcome.AlreadyThere], [first, second]);
        Assert.Equal([206, 206], _feed.Requests.Where(request => request.Path.EndsWith(".nupkg", StringComparison.Ordinal)).Select(request => request.Status));
    }

    [Fact]
    public async Task AKeyIsTakenFromTheConfiguration()
    {
        string package = _workspace.Package("Contoso.A", "1.0.0");
        PushOptions options = new() { Feed = FeedWorkspace.Quick };
        Problem without = await FeedWorkspace.Problem(() => new PackagePusher(_workspace.Load(), "http", options).PushPackageAsync(package, Token));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Keys are encrypted there.");
        _workspace.More = $"""<apikeys><add key="{_feed.Index}" value="%MODELPACK_TEST_KEY%" /></apikeys>""";
        _workspace.Save();
        Environment.SetEnvironmentVariable("MODELPACK_TEST_KEY", HttpFeed.ApiKey);

        PushOutcome outcome = await new PackagePusher(_workspace.Load(), "http", options).PushPackageAsync(package, Token);

        Assert.Equal(FeedDiagnosticCodes.Unauthorized, without.Code);
        Assert.Contains("--api-key", without.Message, StringComparison.Ordinal);
        Assert.Equal(PushOutcome.Pushed, outcome);
    }

    [Fact]
    public async Task ABurntVersionIsTold()
    {
        string package = _workspace.Package("Contoso.A", "1.0.0");
        await Pusher().PushPackageAsync(package, Token);
        _feed.Store.Delete("Contoso.A", "1.0.0");
        PushOptions options = new() { Feed = FeedWorkspace.Quick, ApiKey = HttpFeed.ApiKey, ConfirmTimeout = TimeSpan.FromMilliseconds(1) };

        Problem problem = await FeedWorkspace.Problem(() => new PackagePusher(_workspace.Load(), "http", options).PushPackageAsync(package, Token));

        Assert.Equal(FeedDiagnosticCodes.BurntVersion, problem.Code);
    }

    private PackagePusher Pusher() => new(_workspace.Load(), "http", PushWorkspace.Quick);

    private sealed class Recorder(List<PushProgress> list) : IProgress<PushProgress>
    {
        public void Report(PushProgress value) => list.Add(value);
    }
}
