using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Copying;
using ModelPack.Feeds.Pushing;
using ModelPack.Feeds.Tests.Pushing;
using ModelPack.Testing.Feeds;
using NuGet.Versioning;

namespace ModelPack.Feeds.Tests.Copying;

public sealed class PackageCopierTests : IAsyncLifetime
{
    private static readonly NuGetVersion One = new("1.0.0");

    private readonly FeedWorkspace _workspace = new();
    private HttpFeed _dev = null!;
    private HttpFeed _prod = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _dev = await HttpFeed.Start();
        _prod = await HttpFeed.Start();
        Directory.CreateDirectory(_workspace["usb"]);
        TestPackage.WriteHierarchical(_workspace["deep"], "Contoso.Other", "1.0.0");
        _workspace.Source("dev", _dev).Source("prod", _prod).Source("usb", _workspace["usb"]).Source("deep", _workspace["deep"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _dev.DisposeAsync();
        await _prod.DisposeAsync();
        _workspace.Dispose();
    }

    [Fact]
    public async Task ASystemGoesFromFeedToFolderToFeedWithAllItNeeds()
    {
        ModelManifest part = await PushSystem();

        CopyReport toUsb = await Copier("dev", "usb").CopyAsync("contoso.system", One, dependencies: true, Token);
        CopyReport toDeep = await Copier("usb", "deep").CopyAsync("Contoso.System", One, dependencies: true, Token);
        CopyReport toProd = await Copier("deep", "prod").CopyAsync("Contoso.System", One, dependencies: true, Token);

        Assert.All([toUsb, toDeep, toProd], report =>
        {
            Assert.Equal(
                [CopiedPackageRole.Payload, CopiedPackageRole.Payload, CopiedPackageRole.Package, CopiedPackageRole.Dependency, CopiedPackageRole.Package],
                report.Packages.Select(package => package.Role));
            Assert.All(report.Packages, package => Assert.Equal(PushOutcome.Pushed, package.Outcome));
            Assert.Equal(["Contoso.Nowhere [2.0.0, )"], report.Missing);
        });
        Assert.Equal("Contoso.System", _prod.Store.Packages[^1].Id);
        foreach (FeedPackage package in _dev.Store.Packages)
        {
            Assert.Equal(await File.ReadAllBytesAsync(package.Path, Token), await File.ReadAllBytesAsync(_prod.Store.Find(package.Id, package.Version)!.Path, Token));
        }

        await _workspace.Locator(null, "prod").FetchPayloadsAsync(part, Token);
    }

    [Fact]
    public async Task WhatIsThereIsLeftAlone()
    {
        await PushSystem();
        await Copier("dev", "prod").CopyAsync("Contoso.System", One, dependencies: true, Token);
        _prod.ClearRequests();
        _dev.ClearRequests();

        CopyReport again = await Copier("dev", "prod").CopyAsync("Contoso.System", One, dependencies: true, Token);

        Assert.All(again.Packages, package => Assert.Equal(PushOutcome.AlreadyThere, package.Outcome));
        Assert.DoesNotContain(_prod.Requests, request => request.Method == "PUT");
        Assert.DoesNotContain(_dev.Requests, request => request.Path.Contains(".payload.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task BytesThatWentAreToldApartFromThoseThatWereThere()
    {
        ModelManifest part = await PushSystem();
        ModelPayload[] payloads = [.. part.Payloads!];
        await new PackagePusher(_workspace.Load(), "prod", PushWorkspace.Quick).PushPackageAsync(_workspace[$"out/{payloads[0].Id}.1.0.0.nupkg"], Token);
        int before = _prod.Store.Packages.Count;

        CopyReport report = await Copier("dev", "prod").CopyAsync("Contoso.System", One, dependencies: true, Token);

        Assert.Equal(_prod.Store.Packages.Skip(before).Sum(package => new FileInfo(package.Path).Length), report.NewBytes);
        Assert.Equal(payloads[0].Size, report.SkippedBytes);
    }

    [Fact]
    public async Task AnInterruptedCopyIsFinishedByTheNext()
    {
        await PushSystem();
        _prod.Faults.Add("PUT", "", FeedFault.Answers(400));
        await FeedWorkspace.Problem(() => Copier("dev", "prod").CopyAsync("Contoso.System", One, dependencies: true, Token));
        Assert.Null(_prod.Store.Find("Contoso.System", "1.0.0"));

        CopyReport report = await Copier("dev", "prod").CopyAsync("Contoso.System", One, dependencies: true, Token);

        Assert.Equal(PushOutcome.Pushed, report.Packages[^1].Outcome);
        Assert.Equal(_dev.Store.Packages.Count, _prod.Store.Packages.Count);
    }

    [Fact]
    public async Task NoPayloadWaitsUntilAnotherShows()
    {
        await PushSystem();
        _prod.Behaviour.AsksUntilShown = 3;
        PushOptions options = new() { Feed = new FeedOptions { Concurrency = 1 }, ApiKey = HttpFeed.ApiKey, ConfirmDelay = TimeSpan.FromMilliseconds(1) };

        await new PackageCopier(_workspace.Load(), "dev", "prod", options).CopyAsync("Contoso.Part", One, dependencies: true, Token);

        string[] methods = [.. _prod.Requests.SkipWhile(request => request.Method != "PUT").Select(request => request.Method)];
        Assert.Equal(["PUT", "PUT", "GET"], methods[..3]);
        Assert.Equal("Contoso.Part", _prod.Store.Packages[^1].Id);
    }

    [Fact]
    public async Task WhatAKilledCopyHasFetchedIsRemovedByTheNext()
    {
        await PushSystem();
        string mine = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), Abandoned.NewName("modelpack-copy-"))).FullName;
        // No process has this number.
        string dead = Directory.CreateDirectory(mine.Replace($"-{Environment.ProcessId}-", $"-{int.MaxValue}-", StringComparison.Ordinal)).FullName;
        await File.WriteAllTextAsync(Path.Combine(dead, "a.nupkg"), "half", Token);

        await Copier("dev", "prod").CopyAsync("Contoso.System", One, dependencies: true, Token);

        Assert.Equal((true, false), (Directory.Exists(mine), Directory.Exists(dead)));
        Directory.Delete(mine);
    }

    [Fact]
    public async Task ADryRunSendsNothing()
    {
        await PushSystem();

        CopyReport report = await Copier("dev", "prod", dryRun: true).CopyAsync("Contoso.System", One, dependencies: false, Token);

        Assert.All(report.Packages, package => Assert.Equal(PushOutcome.WouldPush, package.Outcome));
        Assert.Equal(4, report.Packages.Count);
        Assert.Empty(report.Missing);
        Assert.Empty(_prod.Store.Packages);
    }

    [Fact]
    public async Task APayloadThatTheFeedLostIsToldBeforeAnythingIsSent()
    {
        ModelManifest part = await PushSystem();
        _dev.Store.Delete(part.Payloads![0].Id, "1.0.0");

        Problem problem = await FeedWorkspace.Problem(() => Copier("dev", "prod").CopyAsync("Contoso.System", One, dependencies: true, Token));

        Assert.Equal(FeedDiagnosticCodes.MissingPayload, problem.Code);
        Assert.Contains(part.Payloads[0].Id, problem.Message, StringComparison.Ordinal);
        Assert.Empty(_prod.Store.Packages);
    }

    [Fact]
    public async Task APayloadWithAnotherContentIsNotCopied()
    {
        ModelManifest part = await PushSystem();
        ModelPayload payload = part.Payloads![1];
        await File.WriteAllBytesAsync(_dev.Store.Find(payload.Id, "1.0.0")!.Path, TestPackage.Bytes(payload.Id, "1.0.0", ($"shard/{payload.Sha256}.bin", new byte[payload.Size])), Token);

        Problem problem = await FeedWorkspace.Problem(() => Copier("dev", "prod").CopyAsync("Contoso.System", One, dependencies: true, Token));

        Assert.Equal(FeedDiagnosticCodes.WrongPackage, problem.Code);
        Assert.DoesNotContain(_prod.Store.Packages, package => package.Id is "Contoso.System" or "Contoso.Part");
    }

    [Fact]
    public async Task AnotherContentOnTheTargetIsToldBeforeAnythingIsSent()
    {
        await PushSystem();
        _prod.Store.Add(TestPackage.Model("Contoso.Part", "1.0.0", []));

        Problem problem = await FeedWorkspace.Problem(() => Copier("dev", "prod").CopyAsync("Contoso.System", One, dependencies: true, Token));

        Assert.Equal(FeedDiagnosticCodes.Conflict, problem.Code);
        Assert.Single(_prod.Store.Packages);
    }

    [Fact]
    public async Task AVersionThatIsNotThereIsTold()
    {
        await PushSystem();

        Problem version = await FeedWorkspace.Problem(() => Copier("dev", "prod").CopyAsync("Contoso.System", new NuGetVersion("2.0.0"), dependencies: true, Token));
        Problem id = await FeedWorkspace.Problem(() => Copier("usb", "prod").CopyAsync("Contoso.System", One, dependencies: true, Token));

        Assert.Equal(FeedDiagnosticCodes.VersionNotFound, version.Code);
        Assert.Equal(FeedDiagnosticCodes.PackageNotFound, id.Code);
    }

    private async Task<ModelManifest> PushSystem()
    {
        ModelManifest part = _workspace.Model("Contoso.Part", "1.0.0", 1, 2);
        await new PackagePusher(_workspace.Load(), "dev", PushWorkspace.Quick).PushModelAsync(_workspace["out"], Token);
        _dev.Store.Add(TestPackage.Bytes("Contoso.Runtime", "1.2.0", ("lib/net10.0/a.dll", [1])));
        _dev.Store.Add(TestPackage.Bytes("Contoso.Runtime", "1.3.0", ("lib/net10.0/a.dll", [2])));
        _dev.Store.Delete("Contoso.Runtime", "1.3.0");
        _dev.Store.Add(TestPackage.Model("Contoso.System", "1.0.0", [], [new ModelPart { Id = "Contoso.Part", Version = "1.0.0" }], ("Contoso.Runtime", "1.1.0"), ("Contoso.Nowhere", "2.0.0")));
        return part;
    }

    private PackageCopier Copier(string from, string to, bool dryRun = false) => new(_workspace.Load(), from, to, new PushOptions
    {
        Feed = FeedWorkspace.Quick,
        ApiKey = HttpFeed.ApiKey,
        DryRun = dryRun,
        ConfirmDelay = TimeSpan.FromMilliseconds(1),
        ConfirmTimeout = TimeSpan.FromSeconds(20),
    });
}
