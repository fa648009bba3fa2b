using ModelPack.Core.Diagnostics;
using ModelPack.Testing.Feeds;
using NuGet.Versioning;

namespace ModelPack.Feeds.Tests;

public sealed class FolderFeedTests : IDisposable
{
    private readonly FeedWorkspace _workspace = new FeedWorkspace().FlatSource();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void AnEmptyNameIsNotTheCurrentFolder(string name)
    {
        Problem problem = Assert.Throws<ModelPackException>(() => _workspace.Load().Find(name)).Problem;

        Assert.Equal(FeedDiagnosticCodes.NoSuchSource, problem.Code);
        Assert.Contains("is empty", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VersionsOfBothLayoutsAndTheCacheAreListedOnceAndSorted()
    {
        string hierarchical = _workspace["hierarchical"];
        TestPackage.WriteFlat(_workspace.Flat, "Contoso.A", "1.10.0");
        TestPackage.WriteFlat(_workspace.Flat, "Contoso.A", "1.9.0");
        TestPackage.WriteFlat(_workspace.Flat, "Contoso.A", "2.0.0-beta.1");
        TestPackage.WriteHierarchical(hierarchical, "Contoso.A", "1.9.0");
        TestPackage.WriteHierarchical(hierarchical, "Contoso.A", "1.2");
        _workspace.Source("deep", hierarchical);
        PackageLocator locator = _workspace.Locator();
        await locator.FetchAsync("contoso.a", new NuGetVersion("1.9.0"), Token);
        File.Delete(Path.Combine(_workspace.Flat, "Contoso.A.1.10.0.nupkg"));

        VersionListing all = await locator.ListAsync("contoso.A", prerelease: true, Token);
        IReadOnlyList<NuGetVersion> released = await locator.ListVersionsAsync("Contoso.A", prerelease: false, Token);

        Assert.Empty(all.Failures);
        Assert.Equal(["1.2.0", "1.9.0", "2.0.0-beta.1"], all.Versions.Select(version => version.Version.ToNormalizedString()));
        Assert.Equal(["flat", "deep"], all.Versions[1].Sources);
        Assert.Equal(Path.Combine(_workspace.Packages, "contoso.a", "1.9.0"), all.Versions[1].Folder);
        Assert.Null(all.Versions[0].Folder);
        Assert.Equal(["1.2.0", "1.9.0"], released.Select(version => version.ToNormalizedString()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AFetchedPackageLiesWhereARestorePutsIt(bool hierarchical)
    {
        byte[] content = [1, 2, 3];
        _ = hierarchical
            ? TestPackage.WriteHierarchical(_workspace.Flat, "Contoso.A", "1.2", ("modelpack/modelpack.json", content))
            : TestPackage.WriteFlat(_workspace.Flat, "Contoso.A", "1.2", ("modelpack/modelpack.json", content));

        string folder = await _workspace.Locator().FetchAsync("CONTOSO.a", new NuGetVersion("1.2.0"), Token);

        Assert.Equal(Path.Combine(_workspace.Packages, "contoso.a", "1.2.0"), folder);
        Assert.Equal(content, await File.ReadAllBytesAsync(Path.Combine(folder, "modelpack", "modelpack.json"), Token));
        Assert.Equal(
            [".nupkg.metadata", "contoso.a.1.2.0.nupkg", "contoso.a.1.2.0.nupkg.sha512", "contoso.a.nuspec", "modelpack"],
            Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WhatTheCacheHasIsNotAskedForAgain()
    {
        string package = TestPackage.WriteFlat(_workspace.Flat, "Contoso.A", "1.0.0");
        PackageLocator locator = _workspace.Locator();
        string first = await locator.FetchAsync("Contoso.A", new NuGetVersion("1.0.0"), Token);
        File.Delete(package);

        string second = await locator.FetchAsync("Contoso.A", new NuGetVersion("1.0"), Token);

        Assert.Equal(first, second);
        Assert.Equal(first, locator.FindInstalled("contoso.a", new NuGetVersion("1.0.0")));
        Assert.Null(locator.FindInstalled("contoso.a", new NuGetVersion("1.0.1")));
    }

    [Fact]
    public async Task APackageOfAFallbackFolderStaysThere()
    {
        TestPackage.WriteFlat(_workspace.Flat, "Contoso.A", "1.0.0");
        await _workspace.Locator().FetchAsync("Contoso.A", new NuGetVersion("1.0.0"), Token);
        Directory.Move(_workspace.Packages, _workspace["fallback"]);
        _workspace.More = """<fallbackPackageFolders><add key="other" value="fallback" /></fallbackPackageFolders>""";
        _workspace.Save();
        PackageLocator locator = _workspace.Locator();

        string folder = await locator.FetchAsync("Contoso.A", new NuGetVersion("1.0.0"), Token);

        Assert.Equal(Path.Combine(_workspace["fallback"], "contoso.a", "1.0.0"), folder);
        Assert.Equal([_workspace.Packages, _workspace["fallback"]], locator.Context.PackageFolders.Select(Path.TrimEndingDirectorySeparator));
        Assert.Empty(_workspace.Installed);
    }

    [Fact]
    public async Task AnUnknownIdAndAnUnknownVersionAreTold()
    {
        foreach (string version in new[] { "1.0.0", "1.1.0", "1.2.0", "1.3.0", "2.0.0", "2.1.0" })
        {
            TestPackage.WriteFlat(_workspace.Flat, "Contoso.A", version);
        }

        PackageLocator locator = _workspace.Locator();

        Problem id = await FeedWorkspace.Problem(() => locator.FetchAsync("Contoso.B", new NuGetVersion("1.0.0"), Token));
        Problem version5 = await FeedWorkspace.Problem(() => locator.FetchAsync("Contoso.A", new NuGetVersion("1.5.0"), Token));
        Problem list = await FeedWorkspace.Problem(() => locator.ListVersionsAsync("Contoso.B", prerelease: true, Token));

        Assert.Equal(FeedDiagnosticCodes.PackageNotFound, id.Code);
        Assert.Equal(FeedProblemKind.NotFound, FeedProblemKinds.Of(id));
        Assert.Equal(FeedDiagnosticCodes.VersionNotFound, version5.Code);
        Assert.Contains("the nearest are 1.1.0, 1.2.0, 1.3.0, 2.0.0, 2.1.0.", version5.Message, StringComparison.Ordinal);
        Assert.Equal(FeedDiagnosticCodes.PackageNotFound, list.Code);
        Assert.Empty(_workspace.Installed);
    }

    [Fact]
    public async Task AFolderThatIsGoneIsNamedAndAnotherSourceStillServes()
    {
        TestPackage.WriteFlat(_workspace.Flat, "Contoso.A", "1.0.0");
        _workspace.Source("gone", _workspace["gone"]);
        List<Problem> warnings = [];
        PackageLocator locator = _workspace.Locator(new FeedOptions { Warn = warnings.Add });

        Problem missing = await FeedWorkspace.Problem(() => locator.FetchAsync("Contoso.B", new NuGetVersion("1.0.0"), Token));
        Problem list = await FeedWorkspace.Problem(() => locator.ListVersionsAsync("Contoso.A", prerelease: true, Token));
        await _workspace.Locator(new FeedOptions { Warn = warnings.Add }, "gone", "flat").FetchAsync("Contoso.A", new NuGetVersion("1.0.0"), Token);

        Assert.All([missing, list], problem => Assert.Equal(FeedDiagnosticCodes.Unreachable, problem.Code));
        Assert.Contains("'gone'", missing.Message, StringComparison.Ordinal);
        Assert.Equal(FeedProblemKind.NotReachable, FeedProblemKinds.Of(missing));
        Assert.Equal((FeedDiagnosticCodes.Unreachable, ProblemSeverity.Warning), warnings.Select(warning => (warning.Code, warning.Severity)).Single());
    }

    [Fact]
    public async Task PayloadsAreFetchedAndChecked()
    {
        ModelManifest manifest = new() { Id = "Contoso.A", Version = "1.0.0", Payloads = [] };
        foreach (int seed in Enumerable.Range(0, 12))
        {
            byte[] content = new byte[10_000 + seed];
            new Random(seed).NextBytes(content);
            (byte[] package, ModelPayload payload) = TestPackage.Payload(content);
            manifest.Payloads.Add(payload);
            await File.WriteAllBytesAsync(Path.Combine(_workspace.Flat, $"{payload.Id}.1.0.0.nupkg"), package, Token);
        }

        IReadOnlyList<string> folders = await _workspace.Locator().FetchPayloadsAsync(manifest, Token);

        Assert.Equal(manifest.Payloads.Select(payload => payload.Size), folders.Zip(manifest.Payloads, (folder, payload) => new FileInfo(Path.Combine(folder, "shard", payload.Sha256 + ".bin")).Length));
    }
}
