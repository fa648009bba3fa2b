using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.History;
using ModelPack.Testing.Feeds;

namespace ModelPack.Feeds.Tests.History;

public sealed class HistoryReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http")]
    [InlineData("flat")]
    [InlineData("hierarchical")]
    public async Task VersionsAreToldWithAllThatIsKnownOfThem(string kind)
    {
        await using HistoryFeed feed = await HistoryFeed.Of(kind);
        ModelManifest first = feed.Model("1.0.0", 1, manifest =>
        {
            manifest.Payloads = [Payload(1, 1000), Payload(2, 500)];
            manifest.Metrics = [Metric("loss", 0.5), Metric("accuracy", 0.9, higherIsBetter: true)];
            manifest.Training = new ModelTraining { Author = "Ann" };
            manifest.Models = [Entry(("ids", "int64"), ("logits", "float"))];
        });
        ModelManifest second = feed.Model("1.1.0-beta.1", 2, manifest =>
        {
            manifest.Payloads = [Payload(1, 1000), Payload(3, 700)];
            manifest.Producer = "Contoso";
            manifest.Models = [Entry(("ids", "int64"), ("logits", "float"), ("hidden", "float"))];
        });
        ModelManifest third = feed.Model("2.0.0", 3, manifest =>
        {
            manifest.Payloads = [Payload(1, 1000), Payload(3, 700)];
            manifest.Models = [Entry(("text", "string"), ("logits", "float"))];
        });
        AliasHistory production = feed.Promote(first, null, "Production", 4);
        feed.Promote(third, production, "Production", 5);
        feed.Promote(second, null, "Staging", 5);
        feed.Model("1.0.0", 1, id: "Contoso.A.Small");
        feed.Revoke(first, "Leaks training data.", 6);
        feed.Attest(third, AttestationTypes.Deprecation, 6, "Use 3.0.0.");

        ModelHistory history = await feed.Reader().ReadAsync("contoso.a", null, Token);

        Assert.Empty(history.Failures);
        Assert.Equal("Contoso.A", history.Id);
        Assert.Equal(["1.0.0", "1.1.0-beta.1", "2.0.0"], history.Versions.Select(version => version.Version.ToNormalizedString()));
        Assert.Equal([1500, 700, 0], history.Versions.Select(version => version.NewBytes!.Value));
        Assert.Equal([1500L, 1700, 1700], history.Versions.Select(version => version.Size!.Value));
        Assert.All(history.Versions, version => Assert.InRange(version.PackageSize!.Value, 500, 10_000));
        Assert.Equal([SignatureChange.Unknown, SignatureChange.Compatible, SignatureChange.Breaking], history.Versions.Select(version => version.Signature.Change));
        Assert.Contains("'text'", history.Versions[2].Signature.Reason, StringComparison.Ordinal);
        Assert.Equal(["accuracy", "loss"], history.Metrics);
        Assert.Equal(["Ann", "Contoso"], history.Versions.Take(2).Select(version => version.Author));
        Assert.Equal([[], ["Staging 1.0.0"], ["Production 2.0.0"]], history.Versions.Select(version => version.Aliases.Select(alias => $"{alias.Stage} {alias.Version}")));
        Assert.Equal(["Leaks training data.", null, null], history.Versions.Select(version => version.Revoked));
        Assert.Equal([null, null, "Use 3.0.0."], history.Versions.Select(version => version.Deprecated));
        Assert.Equal([HistoryFeed.Start.AddHours(1), HistoryFeed.Start.AddHours(2), HistoryFeed.Start.AddHours(3)], history.Versions.Select(version => version.Published!.Value));
    }

    [Fact]
    public async Task ASecondCallReadsNoManifest()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp(new FeedBehaviour { PageSize = 10 });
        foreach (int version in Enumerable.Range(0, 45))
        {
            feed.Model($"1.{version}.0", version);
        }

        ModelHistory first = await feed.Reader().ReadAsync("Contoso.A", null, Token);
        feed.Http.ClearRequests();
        ModelHistory second = await feed.Reader().ReadAsync("Contoso.A", null, Token);

        Assert.Equal(45, second.Versions.Count);
        Assert.Equal(first.Versions.Select(version => version.Manifest!.Digest), second.Versions.Select(version => version.Manifest!.Digest));
        Assert.DoesNotContain(feed.Http.Requests, request => request.Path.EndsWith(".nupkg", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SeveralProcessesMayReadAtOnce()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        foreach (int version in Enumerable.Range(0, 20))
        {
            feed.Model($"1.{version}.0", version);
        }

        ModelHistory[] histories = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => feed.Reader().ReadAsync("Contoso.A", null, Token))));

        Assert.All(histories, history => Assert.All(history.Versions, version => Assert.NotNull(version.Manifest)));
        Assert.All(Directory.EnumerateFiles(feed.Store, "*", SearchOption.AllDirectories), file => Assert.EndsWith(".manifest", file, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("damaged")]
    [InlineData("empty")]
    [InlineData("gone")]
    public async Task WhatIsWrongInTheCacheIsReadAgain(string what)
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        feed.Model("1.0.0", 1);
        await feed.Reader().ReadAsync("Contoso.A", null, Token);
        string file = Directory.EnumerateFiles(feed.Store, "1.0.0.manifest", SearchOption.AllDirectories).Single();
        byte[] bytes = await File.ReadAllBytesAsync(file, Token);
        bytes[^10] ^= 1;
        await File.WriteAllBytesAsync(file, what == "damaged" ? bytes : [], Token);
        if (what == "gone")
        {
            File.Delete(file);
        }

        ModelHistory history = await feed.Reader().ReadAsync("Contoso.A", null, Token);

        Assert.NotNull(history.Versions.Single().Manifest);
    }

    [Fact]
    public async Task AVersionThatWasDeletedAndPublishedAgainIsReadAgain()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        feed.Model("1.0.0", 1);
        await feed.Reader().ReadAsync("Contoso.A", null, Token);
        feed.Http.Store.Delete("Contoso.A", "1.0.0", burn: false);
        feed.Model("1.0.0", 2, manifest => manifest.Description = "Another.");

        ModelHistory history = await feed.Reader().ReadAsync("Contoso.A", null, Token);
        feed.Http.Store.List("Contoso.A", "1.0.0", isListed: false);
        feed.Http.ClearRequests();
        ModelHistory unlisted = await feed.Reader().ReadAsync("Contoso.A", null, Token);

        Assert.Equal("Another.", history.Versions.Single().Manifest!.Description);
        Assert.False(unlisted.Versions.Single().Listed);
        Assert.DoesNotContain(feed.Http.Requests, request => request.Path.EndsWith(".nupkg", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AVersionThatCannotBeReadIsShownWithWhatIsWrong()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        feed.Model("1.0.0", 1);
        feed.Publish("Contoso.A", "1.1.0", 2, ("modelpack/modelpack.json", "{"u8.ToArray()));
        feed.Publish("Contoso.A", "1.2.0", 3, ("modelpack/modelpack.json", Remote.TestModel.Manifest("1.0.0").ToUtf8Bytes()));
        feed.Publish("Contoso.A", "1.3.0", 4);

        ModelHistory history = await feed.Reader().ReadAsync("Contoso.A", null, Token);

        Assert.Equal([null, DiagnosticCodes.DamagedModelPackage, FeedDiagnosticCodes.WrongPackage, null], history.Versions.Select(version => version.Problem?.Code));
        Assert.Equal([true, false, false, false], history.Versions.Select(version => version.Manifest is not null));
    }

    [Fact]
    public async Task ASourceThatIsDownIsToldAndTheOthersAreShown()
    {
        await using HistoryFeed feed = HistoryFeed.InFolder(hierarchical: false);
        feed.Model("1.0.0", 1);
        feed.Workspace.Source("down", "http://127.0.0.1:9/index.json", """protocolVersion="3" allowInsecureConnections="true" """);

        ModelHistory history = await feed.Reader(new FeedOptions { Tries = 1, RetryDelay = TimeSpan.FromMilliseconds(1) }).ReadAsync("Contoso.A", null, Token);
        Problem unknown = await FeedWorkspace.Problem(() => feed.Reader(new FeedOptions { Tries = 1 }).ReadAsync("Contoso.B", null, Token));

        Assert.Single(history.Versions);
        Assert.Equal(FeedDiagnosticCodes.Unreachable, history.Failures.Single().Code);
        Assert.Equal(FeedDiagnosticCodes.Unreachable, unknown.Code);
    }

    [Fact]
    public async Task OfflineThePackageFoldersAreLookedAt()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        feed.Model("1.0.0", 1);
        feed.Model("1.1.0", 2);
        await feed.Workspace.Locator().FetchAsync("Contoso.A", new NuGet.Versioning.NuGetVersion("1.1.0"), Token);
        feed.Http.ClearRequests();
        HistoryReader reader = new(new Feeds.Remote.RemotePackages(FeedContext.Load(feed.Workspace.Root, offline: true)), new ManifestCache(feed.Store));

        ModelHistory history = await reader.ReadAsync("contoso.A", null, Token);
        Problem unknown = await FeedWorkspace.Problem(() => reader.ReadAsync("Contoso.B", null, Token));

        Assert.Equal("1.1.0", history.Versions.Single().Manifest!.Version);
        Assert.Equal(FeedDiagnosticCodes.PackageNotFound, unknown.Code);
        Assert.Empty(feed.Http.Requests);
    }

    [Fact]
    public async Task WhatRetentionTookIsAGap()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp(new FeedBehaviour { Retention = 2 });
        ModelManifest first = feed.Model("1.0.0", 1);
        feed.Promote(first, null, "Production", 2);
        feed.Model("1.1.0", 3);
        feed.Model("1.2.0", 4);

        ModelHistory history = await feed.Reader().ReadAsync("Contoso.A", new HistoryOptions { Stages = ["Production"] }, Token);

        Assert.Equal(["1.1.0", "1.2.0"], history.Versions.Select(version => version.Version.ToNormalizedString()));
        Assert.Contains("1.0.0 is not on the sources, but 'Contoso.A.Production' 1.0.0 serves it", history.Gaps.Single(), StringComparison.Ordinal);
    }

    private static ModelPayload Payload(int number, long size)
    {
        string sha256 = new((char)('a' + number), 64);
        return new ModelPayload { Id = $"Contoso.Payload.{sha256[..32]}", Version = "1.0.0", Sha256 = sha256, Size = size };
    }

    private static ModelMetric Metric(string name, double value, bool? higherIsBetter = null) => new() { Name = name, Value = value, HigherIsBetter = higherIsBetter };

    private static ModelEntry Entry((string Name, string Type) input, params (string Name, string Type)[] outputs) => new()
    {
        File = "model.onnx",
        Primary = true,
        Signature = new ModelSignature { Inputs = [Value(input)], Outputs = [.. outputs.Select(Value)] },
    };

    private static ModelValue Value((string Name, string Type) value) => new() { Name = value.Name, Type = new ModelType { Kind = "tensor", ElementType = value.Type, Shape = [ModelDimension.Symbolic("batch")] } };
}
