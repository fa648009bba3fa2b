using ModelPack.Feeds.Collecting;
using ModelPack.Feeds.History;
using ModelPack.Feeds.Tests.History;
using NuGet.Versioning;

namespace ModelPack.Feeds.Tests.Collecting;

public sealed class MachineCollectorTests
{
    private static readonly string s_needed = new('1', 64);
    private static readonly string s_lost = new('2', 64);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PayloadsAndFilesThatNoPackageNeedsGo()
    {
        await using HistoryFeed feed = HistoryFeed.InFolder(hierarchical: false);
        (ModelPayload needed, ModelPayload lost) = await Install(feed);
        MachineCollector later = Collector(feed, TimeSpan.FromHours(2));

        CollectionPlan young = Collector(feed, TimeSpan.Zero).Plan(new CollectOptions(), Token);
        CollectionPlan plan = later.Plan(new CollectOptions(), Token);
        CollectionResult result = await later.DeleteAsync(plan, Token);

        Assert.Empty(plan.Problems);
        Assert.Empty(young.Items);
        Assert.Equal(2, young.Kept.Count);
        Assert.Equal([lost.Id.ToLowerInvariant(), s_lost], plan.Items.Select(item => item.Id));
        Assert.All(plan.Items, item => Assert.True(item.Size > 0));
        Assert.Equal(2, result.Deleted.Count);
        Assert.Empty(result.Problems);
        Assert.Empty(later.Plan(new CollectOptions(), Token).Items);
        Assert.Equal(["contoso.a", needed.Id.ToLowerInvariant()], Directory.EnumerateDirectories(feed.Workspace.Packages).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal([s_needed], Directory.EnumerateFiles(feed.Store, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Select(Path.GetFileName));
    }

    [Fact]
    public async Task WhereAManifestCannotBeReadItsPayloadsAndAllFilesStay()
    {
        await using HistoryFeed feed = HistoryFeed.InFolder(hierarchical: false);
        await Install(feed);
        string broken = Directory.CreateDirectory(Path.Combine(feed.Workspace.Packages, "contoso.b", "1.0.0", "modelpack")).FullName;
        await File.WriteAllTextAsync(Path.Combine(broken, "modelpack.json"), "{", Token);

        CollectionPlan plan = Collector(feed, TimeSpan.FromHours(2)).Plan(new CollectOptions(), Token);

        Assert.Empty(plan.Items);
        Assert.Equal(FeedDiagnosticCodes.UnreadableNeeds, plan.Problems.Single().Code);
    }

    [Fact]
    public async Task AFileThatABuildHoldsStays()
    {
        await using HistoryFeed feed = HistoryFeed.InFolder(hierarchical: false);
        await Install(feed);
        MachineCollector collector = Collector(feed, TimeSpan.FromHours(2));
        CollectionPlan plan = collector.Plan(new CollectOptions(), Token);
        string file = plan.Items.Single(item => item.Kind == GarbageKind.StoredFile).Path!;
        await using FileStream gate = new(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        CollectionResult result = await collector.DeleteAsync(plan, Token);

        Assert.True(File.Exists(file));
        Assert.Equal(FeedDiagnosticCodes.CannotDelete, result.Problems.Single().Code);
    }

    [Fact]
    public async Task ManifestsThatNothingHasReadForLongGo()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        feed.Model("1.0.0", 1);
        feed.Model("1.0.0", 1, id: "Contoso.B");
        await feed.Reader().ReadAsync("Contoso.A", null, Token);
        await feed.Reader().ReadAsync("Contoso.B", null, Token);
        foreach (string file in Directory.EnumerateFiles(feed.Store, "*.manifest", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-100));
        }

        // Reading it says that it is of use.
        await feed.Reader().ReadAsync("Contoso.A", null, Token);
        MachineCollector collector = Collector(feed, TimeSpan.Zero);
        CollectionPlan plan = collector.Plan(new CollectOptions(), Token);
        CollectionResult result = await collector.DeleteAsync(plan, Token);

        Assert.Equal([(GarbageKind.CachedManifests, "contoso.b")], plan.Items.Select(item => (item.Kind, item.Id)));
        Assert.Single(result.Deleted);
        Assert.Equal(["contoso.a"], Directory.EnumerateFiles(feed.Store, "*.manifest", SearchOption.AllDirectories).Select(file => Path.GetFileName(Path.GetDirectoryName(file))));
    }

    [Fact]
    public async Task AnotherTokenInTheAddressIsTheSameFeed()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        feed.Model("1.0.0", 1);
        await feed.Reader().ReadAsync("Contoso.A", null, Token);
        feed.Workspace.Remove("contoso");
        feed.Workspace.Source("contoso", feed.Http.Index + "?token=2", """protocolVersion="3" allowInsecureConnections="true" """);
        feed.Http.ClearRequests();

        ModelHistory history = await feed.Reader().ReadAsync("Contoso.A", null, Token);

        Assert.NotNull(history.Versions.Single().Manifest);
        Assert.DoesNotContain(feed.Http.Requests, request => request.Path.EndsWith(".nupkg", StringComparison.Ordinal));
    }

    private static async Task<(ModelPayload Needed, ModelPayload Lost)> Install(HistoryFeed feed)
    {
        ModelPayload needed = feed.Payload('a', 1);
        ModelPayload lost = feed.Payload('b', 1);
        feed.Model("1.0.0", 1, manifest =>
        {
            manifest.Payloads = [needed];
            manifest.Files = [new ModelFile { Path = "model.onnx", Role = "weights", Sha256 = s_needed, Size = 2000, Layout = ModelLayouts.Exact, Shards = [needed.Sha256, needed.Sha256] }];
        });
        PackageLocator locator = feed.Workspace.Locator();
        await locator.FetchAsync("Contoso.A", new NuGetVersion("1.0.0"), Token);
        await locator.FetchAsync(needed.Id, new NuGetVersion("1.0.0"), Token);
        await locator.FetchAsync(lost.Id, new NuGetVersion("1.0.0"), Token);
        foreach (string sha256 in new[] { s_needed, s_lost })
        {
            string path = Path.Combine(Directory.CreateDirectory(Path.Combine(feed.Store, "files", sha256[..2])).FullName, sha256);
            await File.WriteAllTextAsync(path, "content", Token);
            await File.WriteAllTextAsync(path + ".lock", "", Token);
            File.SetLastWriteTimeUtc(path, new DateTime(1980, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        return (needed, lost);
    }

    private static MachineCollector Collector(HistoryFeed feed, TimeSpan later) => new(feed.Workspace.Load(), feed.Store, new Clock(DateTimeOffset.UtcNow + later));

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
