using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packing;
using ModelPack.Feeds.Pushing;
using ModelPack.Testing.Feeds;
using NuGet.Versioning;

namespace ModelPack.Feeds.Tests.Pushing;

public sealed class ModelPushTests : IAsyncLifetime
{
    private readonly FeedWorkspace _workspace = new FeedWorkspace().FlatSource();
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

    [Theory]
    [InlineData("http")]
    [InlineData("flat")]
    public async Task PayloadsGoFirstAndTheModelLast(string source)
    {
        ModelManifest model = _workspace.Model("Contoso.A", "1.0.0", 1, 2, 3, 4, 5);

        PushReport report = await Pusher(source).PushModelAsync(_workspace["out/Contoso.A.1.0.0.nupkg"], Token);

        Assert.All(report.Packages, package => Assert.Equal(PushOutcome.Pushed, package.Outcome));
        Assert.Equal(model.Payloads!.Select(payload => payload.Id), report.Payloads.Select(package => package.Id));
        await ShouldBeRestorable(source, model);
        if (source == "http")
        {
            Assert.Equal("Contoso.A", _feed.Store.Packages[^1].Id);
            FeedRequest[] requests = [.. _feed.Requests];
            int last = Array.FindLastIndex(requests, request => request.Method == "PUT");
            // Each payload is seen on the feed before the model goes.
            Assert.All(model.Payloads!, payload => Assert.Contains(requests[..last], request => request.Status == 206 && request.Path.Contains(payload.Id, StringComparison.OrdinalIgnoreCase)));
        }
    }

    [Theory]
    [InlineData("http")]
    [InlineData("flat")]
    public async Task TheNextVersionSendsOnlyWhatIsNew(string source)
    {
        _workspace.Model("Contoso.A", "1.0.0", 1, 2, 3);
        await Pusher(source).PushModelAsync(_workspace["out/Contoso.A.1.0.0.nupkg"], Token);
        ModelManifest second = _workspace.Model("Contoso.A", "1.1.0", 1, 9, 3);
        (string first, string third) = (second.Payloads![0].Id, second.Payloads[2].Id);
        _feed.ClearRequests();

        PushReport plan = await Pusher(source, dryRun: true).PushModelAsync(_workspace["out/Contoso.A.1.1.0.nupkg"], Token);
        PushReport report = await Pusher(source).PushModelAsync(_workspace["out/Contoso.A.1.1.0.nupkg"], Token);
        PushReport again = await Pusher(source).PushModelAsync(_workspace["out"], Token);

        Assert.Equal([PushOutcome.AlreadyThere, PushOutcome.WouldPush, PushOutcome.AlreadyThere, PushOutcome.WouldPush], plan.Packages.Select(package => package.Outcome));
        Assert.Equal([PushOutcome.AlreadyThere, PushOutcome.Pushed, PushOutcome.AlreadyThere, PushOutcome.Pushed], report.Packages.Select(package => package.Outcome));
        Assert.Equal(plan.NewBytes, report.NewBytes);
        Assert.Equal((Size(first) + Size(third), 0), (report.SkippedBytes, again.NewBytes));
        Assert.Equal(report.Packages.Where(package => package.Outcome == PushOutcome.Pushed).Sum(package => new FileInfo(_workspace[$"out/{package.Id}.{package.Version}.nupkg"]).Length), report.NewBytes);
        Assert.EndsWith($"went to feed, which had {ByteSizes.Text(report.SkippedBytes)} already", report.Summary("feed"), StringComparison.Ordinal);
        Assert.All(again.Packages, package => Assert.Equal(PushOutcome.AlreadyThere, package.Outcome));
        Assert.Equal(source == "http" ? 2 : 0, _feed.Requests.Count(request => request.Method == "PUT"));
        await ShouldBeRestorable(source, second);

        long Size(string payload) => new FileInfo(_workspace[$"out/{payload}.1.0.0.nupkg"]).Length;
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task ADamagedPayloadOfAFolderIsNamedWithWhatToDo(bool hierarchical, bool isHere)
    {
        if (hierarchical)
        {
            TestPackage.WriteHierarchical(_workspace.Flat, "Contoso.Other", "1.0.0");
        }

        ModelPayload payload = _workspace.Model("Contoso.A", "1.0.0", 1).Payloads![0];
        await Pusher("flat").PushModelAsync(_workspace["out"], Token);
        string file = hierarchical ? Path.Combine(_workspace.Flat, payload.Id.ToLowerInvariant(), "1.0.0", $"{payload.Id.ToLowerInvariant()}.1.0.0.nupkg") : Path.Combine(_workspace.Flat, $"{payload.Id}.1.0.0.nupkg");
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file, Token))[..2_000], Token);
        string package = _workspace[$"out/{payload.Id}.1.0.0.nupkg"];
        if (!isHere)
        {
            File.Move(package, _workspace["kept.nupkg"]);
        }

        Problem problem = await FeedWorkspace.Problem(() => Pusher("flat").PushModelAsync(_workspace["out"], Token));

        string whole = hierarchical ? Path.GetDirectoryName(file)! : file;
        Assert.Equal((FeedDiagnosticCodes.DamagedPackage, file), (problem.Code, problem.File));
        Assert.Contains($"Delete '{whole}', and push the model again.", problem.Message, StringComparison.Ordinal);
        if (!isHere)
        {
            File.Move(_workspace["kept.nupkg"], package);
        }

        // And that helps.
        File.Delete(file);
        if (hierarchical)
        {
            Directory.Delete(whole, recursive: true);
        }

        await Pusher("flat").PushModelAsync(_workspace["out"], Token);
        Assert.Equal(await File.ReadAllBytesAsync(package, Token), await File.ReadAllBytesAsync(file, Token));
    }

    [Fact]
    public async Task AFolderIsPushedWithAllItsModelsAndNothingElse()
    {
        _workspace.Model("Contoso.B", "1.0.0", 1, 2);
        _workspace.Payload(77);
        _workspace.Package("Contoso.Library", "1.0.0", ("lib/net10.0/a.dll", [1]));
        await File.WriteAllBytesAsync(_workspace["out/Contoso.System.1.0.0.nupkg"], TestPackage.Model("Contoso.A.System", "1.0.0", [], [new ModelPart { Id = "Contoso.B", Version = "1.0.0" }]), Token);

        PushReport report = await Pusher("http").PushModelAsync("out", Token);

        Assert.Equal(["Contoso.B", "Contoso.A.System"], report.Models.Select(model => model.Id));
        Assert.Equal(4, _feed.Store.Packages.Count);
    }

    [Fact]
    public async Task PayloadsAreTakenFromTheCacheAndFromTheFeed()
    {
        ModelManifest first = _workspace.Model("Contoso.A", "1.0.0", 1);
        await Pusher("http").PushModelAsync(_workspace["out"], Token);
        ModelManifest other = _workspace.Model("Contoso.B", "1.0.0", 2);
        await Pusher("flat").PushModelAsync(_workspace["out/Contoso.B.1.0.0.nupkg"], Token);
        await _workspace.Locator(null, "flat").FetchPayloadsAsync(other, Token);
        ModelManifest both = _workspace.Model("Contoso.C", "1.0.0", 1, 2);
        foreach (ModelPayload payload in both.Payloads!)
        {
            File.Delete(_workspace[$"out/{payload.Id}.1.0.0.nupkg"]);
        }

        PushReport report = await Pusher("http").PushModelAsync(_workspace["out/Contoso.C.1.0.0.nupkg"], Token);

        Assert.Equal([PushOutcome.AlreadyThere, PushOutcome.Pushed, PushOutcome.Pushed], report.Packages.Select(package => package.Outcome));
        Assert.Equal(first.Payloads![0].Id, report.Payloads[0].Id);
        await ShouldBeRestorable("http", both);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("flat")]
    public async Task APayloadThatIsNowhereIsToldBeforeAnythingIsSent(string source)
    {
        ModelManifest model = _workspace.Model("Contoso.A", "1.0.0", 1, 2, 3);
        File.Delete(_workspace[$"out/{model.Payloads![1].Id}.1.0.0.nupkg"]);

        Problem problem = await FeedWorkspace.Problem(() => Pusher(source).PushModelAsync(_workspace["out"], Token));

        Assert.Equal((FeedDiagnosticCodes.MissingPayload, FeedProblemKind.NotFound), (problem.Code, FeedProblemKinds.Of(problem)));
        Assert.Contains(model.Payloads[1].Id, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(model.Payloads[0].Id, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_feed.Requests, request => request.Method == "PUT");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_workspace.Flat));
    }

    [Fact]
    public async Task AModelThatIsThereWithAnotherContentIsToldBeforeAnythingIsSent()
    {
        _workspace.Model("Contoso.A", "1.0.0", 1);
        await Pusher("http").PushModelAsync(_workspace["out"], Token);
        _workspace.Model("Contoso.A", "1.0.0", 2);
        _feed.ClearRequests();

        Problem problem = await FeedWorkspace.Problem(() => Pusher("http").PushModelAsync(_workspace["out/Contoso.A.1.0.0.nupkg"], Token));

        Assert.Equal(FeedDiagnosticCodes.Conflict, problem.Code);
        Assert.DoesNotContain(_feed.Requests, request => request.Method == "PUT");
    }

    [Fact]
    public async Task AnInterruptedPushIsFinishedByTheNext()
    {
        ModelManifest model = _workspace.Model("Contoso.A", "1.0.0", 1, 2, 3, 4, 5, 6);
        _feed.Faults.Add("PUT", "", [.. Enumerable.Repeat(FeedFault.Answers(400), 3)]);
        Problem problem = await FeedWorkspace.Problem(() => Pusher("http").PushModelAsync(_workspace["out"], Token));
        Assert.DoesNotContain(_feed.Store.Packages, package => package.Id == "Contoso.A");
        _feed.Faults.Clear();

        PushReport report = await Pusher("http").PushModelAsync(_workspace["out"], Token);

        Assert.Equal(FeedDiagnosticCodes.PushRefused, problem.Code);
        Assert.Equal(PushOutcome.Pushed, report.Models.Single().Outcome);
        await ShouldBeRestorable("http", model);
    }

    [Fact]
    public async Task APayloadThatTheFeedDoesNotShowKeepsTheModelBack()
    {
        _feed.Behaviour.AsksUntilShown = 1_000;
        ModelManifest model = _workspace.Model("Contoso.A", "1.0.0", 1, 2);
        PushOptions impatient = new() { Feed = FeedWorkspace.Quick, ApiKey = HttpFeed.ApiKey, ConfirmDelay = TimeSpan.FromMilliseconds(1), ConfirmTimeout = TimeSpan.FromMilliseconds(20) };

        Problem problem = await FeedWorkspace.Problem(() => new PackagePusher(_workspace.Load(), "http", impatient).PushModelAsync(_workspace["out"], Token));
        _feed.Behaviour.AsksUntilShown = 3;
        foreach (ModelPayload payload in model.Payloads!)
        {
            _feed.Store.Delete(payload.Id, payload.Version, burn: false);
        }

        PushReport report = await Pusher("http").PushModelAsync(_workspace["out"], Token);

        Assert.Equal((FeedDiagnosticCodes.NotConfirmed, FeedProblemKind.NotReachable), (problem.Code, FeedProblemKinds.Of(problem)));
        Assert.All(report.Packages, package => Assert.Equal(PushOutcome.Pushed, package.Outcome));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(1_000_000, false)]
    public async Task AModelOfOthersIsSentWhenTheFeedShowsThose(int asksUntilShown, bool isSent)
    {
        _workspace.Model("Contoso.B", "1.0.0");
        await File.WriteAllBytesAsync(_workspace["out/Contoso.A.System.1.0.0.nupkg"], TestPackage.Model("Contoso.A.System", "1.0.0", [], [new ModelPart { Id = "Contoso.B", Version = "1.0.0" }]), Token);
        _feed.Behaviour.AsksUntilShown = asksUntilShown;
        PushOptions options = new() { Feed = FeedWorkspace.Quick, ApiKey = HttpFeed.ApiKey, ConfirmDelay = TimeSpan.FromMilliseconds(1), ConfirmTimeout = TimeSpan.FromMilliseconds(isSent ? 20_000 : 20) };
        Task<PushReport> Push() => new PackagePusher(_workspace.Load(), "http", options).PushModelAsync(_workspace["out"], Token);

        if (isSent)
        {
            await Push();
            FeedRequest[] requests = [.. _feed.Requests];
            int last = Array.FindLastIndex(requests, request => request.Method == "PUT");
            Assert.Contains(requests[..last], request => request.Status == 200 && request.Path.EndsWith("contoso.b.1.0.0.nupkg", StringComparison.Ordinal));
        }
        else
        {
            Problem problem = await FeedWorkspace.Problem(Push);
            Assert.Equal(FeedDiagnosticCodes.NotConfirmed, problem.Code);
            Assert.Equal("Contoso.B", _feed.Store.Packages.Single().Id);
        }
    }

    [Fact]
    public async Task WhatAFeedWarnsOfIsNoRefusal()
    {
        List<Problem> warnings = [];
        _feed.Behaviour.WarningText = "This API key expires tomorrow.";
        _workspace.Model("Contoso.A", "1.0.0");

        await new PackagePusher(_workspace.Load(), "http", new PushOptions { Feed = new FeedOptions { Warn = warnings.Add }, ApiKey = HttpFeed.ApiKey }).PushModelAsync(_workspace["out"], Token);

        Problem warning = Assert.Single(warnings);
        Assert.Equal((FeedDiagnosticCodes.FeedWarning, ProblemSeverity.Warning), (warning.Code, warning.Severity));
        Assert.Contains("expires tomorrow", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelsThatWerePushedWithoutTheirPayloadsGetThem()
    {
        ModelManifest model = _workspace.Model("Contoso.A", "1.0.0", 1, 2);
        await Pusher("http").PushPackageAsync(_workspace["out/Contoso.A.1.0.0.nupkg"], Token);

        PushReport report = await Pusher("http").PushModelAsync(_workspace["out"], Token);

        Assert.Equal([PushOutcome.Pushed, PushOutcome.Pushed, PushOutcome.AlreadyThere], report.Packages.Select(package => package.Outcome));
        await ShouldBeRestorable("http", model);
    }

    [Fact]
    public async Task APartThatTheFeedLacksIsWarnedOf()
    {
        List<Problem> warnings = [];
        string package = _workspace["system.nupkg"];
        await File.WriteAllBytesAsync(package, TestPackage.Model("Contoso.System", "1.0.0", [], [new ModelPart { Id = "Contoso.B", Version = "1.0.0" }]), Token);
        PushOptions options = new() { Feed = new FeedOptions { Warn = warnings.Add }, ApiKey = HttpFeed.ApiKey };

        await new PackagePusher(_workspace.Load(), "http", options).PushModelAsync(package, Token);

        Assert.Equal((FeedDiagnosticCodes.MissingPayload, ProblemSeverity.Warning), warnings.Select(warning => (warning.Code, warning.Severity)).Single());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"payloads":[{"id":"../x","version":"1.0.0","sha256":"00","size":1}]}""")]
    [InlineData("""{"payloads":[{"id":null}]}""")]
    [InlineData("""{"parts":[{"id":"A"}]}""")]
    public async Task AManifestThatCannotBeRightIsTold(string manifest)
    {
        string package = _workspace.Package("Contoso.A", "1.0.0", ("modelpack/modelpack.json", System.Text.Encoding.UTF8.GetBytes(manifest)));

        Problem problem = await FeedWorkspace.Problem(() => Pusher("http").PushModelAsync(package, Token));

        Assert.Equal((FeedDiagnosticCodes.BadPackageFile, package), (problem.Code, problem.File));
        Assert.Empty(_feed.Store.Packages);
    }

    [Fact]
    public async Task AFolderWithoutModelsIsTold()
    {
        _workspace.Package("Contoso.Library", "1.0.0");

        foreach (string path in new[] { _workspace["out"], _workspace["gone"] })
        {
            Problem problem = await FeedWorkspace.Problem(() => Pusher("http").PushModelAsync(path, Token));

            Assert.Equal((FeedDiagnosticCodes.NothingToPush, FeedProblemKind.Usage), (problem.Code, FeedProblemKinds.Of(problem)));
        }
    }

    [Fact]
    public async Task BytesAreReportedOfAllPackages()
    {
        _workspace.Model("Contoso.A", "1.0.0", 1, 2, 3);
        List<PushProgress> progress = [];
        PushOptions options = new() { Feed = FeedWorkspace.Quick, ApiKey = HttpFeed.ApiKey, Progress = new Recorder(progress) };

        PushReport report = await new PackagePusher(_workspace.Load(), "http", options).PushModelAsync(_workspace["out"], Token);

        Assert.Equal(report.NewBytes, progress.Max(step => step.AllBytes));
        Assert.All(progress, step => Assert.Equal(report.NewBytes, step.AllTotal));
    }

    private async Task ShouldBeRestorable(string source, ModelManifest model)
    {
        PackageLocator locator = _workspace.Locator(null, source);
        await locator.FetchAsync(model.Id, new NuGetVersion(model.Version), Token);
        await locator.FetchPayloadsAsync(model, Token);
    }

    private PackagePusher Pusher(string source, bool dryRun = false) => new(_workspace.Load(), source, new PushOptions
    {
        Feed = FeedWorkspace.Quick,
        ApiKey = HttpFeed.ApiKey,
        DryRun = dryRun,
        ConfirmDelay = TimeSpan.FromMilliseconds(1),
        ConfirmTimeout = TimeSpan.FromSeconds(20),
    });

    private sealed class Recorder(List<PushProgress> list) : IProgress<PushProgress>
    {
        public void Report(PushProgress value)
        {
            lock (list)
            {
                list.Add(value);
            }
        }
    }
}
