using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Feeds.Remote;
using ModelPack.Testing.Feeds;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Tests.Remote;

public sealed class VersionListTests : IDisposable
{
    private const string Content = "/content/contoso.a/index.json";
    private const string Registrations = "/registrations/contoso.a/index.json";

    private readonly FeedWorkspace _workspace = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task PagesAreTakenFromTheIndexOrFollowed()
    {
        await using ScriptedFeed feed = await ScriptedFeed.Start();
        feed.Json(Content, """{ "versions": [ "1.0.0", "1.1.0", "2.0.0-beta.1", "3.0.0" ] }""");
        feed.Json(Registrations, () => $$"""
            { "count": 2, "items": [
              { "@id": "{{feed.Address("/elsewhere/page?x=1")}}", "count": 2, "lower": "1.1.0", "upper": "2.0.0-beta.1" },
              { "@id": "{{feed.Address(Registrations)}}#page/1", "items": [
                { "@id": "x", "catalogEntry": { "version": "1.0.0", "published": "2026-01-02T03:04:05Z", "authors": [ "Ann", "Bob" ], "packageSize": 17 } },
                { "@id": "y", "catalogEntry": { "version": "0.9.0", "published": "2026-01-01T00:00:00+02:00", "listed": true } } ] } ] }
            """);
        feed.Json("/elsewhere/page", """
            { "items": [
              { "catalogEntry": { "version": "2.0.0-beta.1+abc", "published": "1900-01-01T00:00:00Z", "listed": false, "authors": "Eve", "deprecation": { "reasons": [ "Legacy" ], "message": "Use 3" } } },
              { "catalogEntry": { "version": "1.1", "published": 17, "deprecation": { } } },
              { "catalogEntry": "https://example.org/leaf" }, 5, null, { "catalogEntry": { "version": "no version" } } ] }
            """);

        IReadOnlyList<PublishedVersion> versions = await List(feed);

        Assert.Equal(["0.9.0", "1.0.0", "1.1.0", "2.0.0-beta.1", "3.0.0"], versions.Select(version => version.Version.ToNormalizedString()));
        Assert.Equal([false, true, true, true, true], versions.Select(version => version.IsThere!.Value));
        Assert.Equal([true, true, true, false, null], versions.Select(version => version.Listed));
        Assert.Equal(new DateTimeOffset(2025, 12, 31, 22, 0, 0, TimeSpan.Zero), versions[0].Published);
        Assert.Equal(("Ann, Bob", 17L), (versions[1].Authors, versions[1].Size));
        Assert.Equal([null, null, "deprecated", "Legacy: Use 3", null], versions.Select(version => version.Deprecation));
        Assert.Null(versions[3].Published);
    }

    [Fact]
    public async Task AFeedWithoutRegistrationsListsItsContent()
    {
        await using ScriptedFeed feed = await ScriptedFeed.Start("SomethingElse/1.0.0");
        feed.Json(Content, """{ "versions": [ "1.0.0", "0.1.0" ] }""");

        IReadOnlyList<PublishedVersion> versions = await List(feed);

        Assert.Equal(["0.1.0", "1.0.0"], versions.Select(version => version.Version.ToNormalizedString()));
        Assert.All(versions, version => Assert.Equal((null, null, true), (version.Published, version.Listed, version.IsThere)));
    }

    [Fact]
    public async Task PackedAnswersAreUnpacked()
    {
        await using ScriptedFeed feed = await ScriptedFeed.Start();
        feed.On(Registrations, async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            await using GZipStream packed = new(context.Response.Body, CompressionMode.Compress);
            await packed.WriteAsync(Encoding.UTF8.GetBytes("""{ "items": [ { "items": [ { "catalogEntry": { "version": "1.0.0" } } ] } ] }"""), Token);
        });

        Assert.Equal("1.0.0", (await List(feed)).Single().Version.ToNormalizedString());
    }

    [Fact]
    public async Task AnUnknownIdHasNoVersions()
    {
        await using ScriptedFeed feed = await ScriptedFeed.Start();

        Assert.Empty(await List(feed));
    }

    [Theory]
    [InlineData("""{ "items": [ { "@id": "{page}" }, { "@id": "{page}#b" } ] }""", "", FeedDiagnosticCodes.EndlessList)]
    [InlineData("""{ "items": [ { "@id": "{page}" } ] }""", """{ "items": [ { "@id": "{page}", "items": [ ] } ] }""", FeedDiagnosticCodes.EndlessList)]
    [InlineData("""{ "items": [ { "@id": "{page}" } ] }""", "", FeedDiagnosticCodes.BadAnswer)]
    [InlineData("""{ "items": [ { "@id": "{page}" } ] }""", """{ "items": null }""", FeedDiagnosticCodes.BadAnswer)]
    [InlineData("""{ "items": [ { "@id": "{page}" } ] }""", """{ "items": [""", FeedDiagnosticCodes.BadAnswer)]
    [InlineData("""{ "items": [ { "@id": "file:///etc/passwd" } ] }""", "", FeedDiagnosticCodes.BadAnswer)]
    [InlineData("""{ "items": [ { "@id": 5 } ] }""", "", FeedDiagnosticCodes.BadAnswer)]
    [InlineData("""{ "items": [ 5 ] }""", "", FeedDiagnosticCodes.BadAnswer)]
    [InlineData("[]", "", FeedDiagnosticCodes.BadAnswer)]
    [InlineData("<html>", "", FeedDiagnosticCodes.BadAnswer)]
    public async Task AListThatIsWrongIsTold(string index, string page, string code)
    {
        await using ScriptedFeed feed = await ScriptedFeed.Start();
        string address = feed.Address("/page.json").ToString();
        feed.Json(Registrations, index.Replace("{page}", address, StringComparison.Ordinal));
        if (page.Length > 0)
        {
            feed.Json("/page.json", page.Replace("{page}", address, StringComparison.Ordinal));
        }

        Problem problem = await FeedWorkspace.Problem(() => List(feed));

        Assert.Equal(code, problem.Code);
        Assert.NotEqual(FeedProblemKind.None, FeedProblemKinds.Of(problem));
    }

    [Fact]
    public async Task AListOfTooManyPagesIsNotFollowed()
    {
        await using ScriptedFeed feed = await ScriptedFeed.Start();
        string pages = string.Join(",", Enumerable.Range(0, 20_001).Select(page => $$"""{ "@id": "{{feed.Address($"/page/{page}")}}" }"""));
        feed.Json(Registrations, $$"""{ "items": [ {{pages}} ] }""");

        Problem problem = await FeedWorkspace.Problem(() => List(feed));

        Assert.Equal(FeedDiagnosticCodes.EndlessList, problem.Code);
        Assert.DoesNotContain(feed.Requests, request => request.StartsWith("/page", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AFolderListsItsPackagesAndOpensThem(bool hierarchical)
    {
        string folder = _workspace.FlatSource().Flat;
        Func<string, string, string, IEnumerable<(string, byte[])>, string> write = hierarchical ? TestPackage.WriteHierarchical : TestPackage.WriteFlat;
        foreach ((string id, string version) in new[] { ("Contoso.A", "1.2"), ("Contoso.A", "1.10.0-rc.1"), ("Contoso.A.1", "2.0.0"), ("Contoso.A.Production", "1.0.0") })
        {
            write(folder, id, version, TestModel.Files(TestModel.Manifest(version, id)));
        }

        if (!hierarchical)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "Contoso.A.9.0.0.nupkg"), "being written", Token);
        }

        List<Problem> warnings = [];
        FeedContext context = _workspace.Load();
        RemotePackages packages = new(context, new FeedOptions { Warn = warnings.Add });
        PackageSource source = context.Sources.Single();

        IReadOnlyList<PublishedVersion> versions = await packages.ListAsync(source, "contoso.a", Token);
        using IPackageContent content = await packages.OpenAsync(source, "CONTOSO.A", new NuGetVersion("1.2.0"), Token);
        Problem? damaged = hierarchical ? null : await FeedWorkspace.Problem(() => packages.OpenAsync(source, "Contoso.A", new NuGetVersion("9.0.0"), Token));
        Problem missing = await FeedWorkspace.Problem(() => packages.OpenAsync(source, "Contoso.A", new NuGetVersion("2.0.0"), Token));

        Assert.Equal(["1.2.0", "1.10.0-rc.1"], versions.Select(version => version.Version.ToNormalizedString()));
        Assert.All(versions, version => Assert.Equal((true, true, new FileInfo(version.File!).Length), (version.Listed, version.IsThere, version.Size)));
        Assert.All(versions, version => Assert.NotNull(version.Published));
        Assert.Equal("Contoso.A", PackageManifests.Read(content).Id);
        Assert.Equal(hierarchical ? null : DiagnosticCodes.DamagedModelPackage, damaged?.Code);
        Assert.Equal(FeedDiagnosticCodes.VersionNotFound, missing.Code);
        Assert.Equal(hierarchical ? [] : [FeedDiagnosticCodes.DamagedPackage, FeedDiagnosticCodes.DamagedPackage], warnings.Select(warning => warning.Code));
    }

    private async Task<IReadOnlyList<PublishedVersion>> List(ScriptedFeed feed)
    {
        _workspace.Source("scripted", feed.Index.ToString(), """protocolVersion="3" allowInsecureConnections="true" """);
        FeedContext context = _workspace.Load();
        return await new RemotePackages(context, FeedWorkspace.Quick).ListAsync(context.Sources.Single(), "Contoso.A", Token);
    }
}
