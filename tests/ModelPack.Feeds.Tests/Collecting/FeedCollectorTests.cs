using ModelPack.Core.Records;
using ModelPack.Feeds.Collecting;
using ModelPack.Feeds.Tests.History;
using ModelPack.Testing.Feeds;

namespace ModelPack.Feeds.Tests.Collecting;

public sealed class FeedCollectorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http")]
    [InlineData("flat")]
    [InlineData("hierarchical")]
    public async Task WhatNothingNeedsIsFound(string kind)
    {
        await using HistoryFeed feed = await HistoryFeed.Of(kind);
        ModelPayload shared = feed.Payload('a', 1);
        ModelPayload served = feed.Payload('b', 1);
        ModelPayload lost = feed.Payload('c', 1);
        ModelPayload other = feed.Payload('d', 1, prefix: "Fabrikam");
        feed.Model("1.0.0", 2, manifest => manifest.Payloads = [shared]);
        // The version is gone, and the alias has all that it needs.
        ModelManifest promoted = Remote.TestModel.Manifest("0.9.0");
        promoted.Payloads = [shared, served];
        feed.Promote(promoted, null, "Production", 3);

        CollectionPlan plan = await Plan(feed);

        Assert.Empty(plan.Problems);
        Assert.Empty(plan.Kept);
        Assert.Equal(Sorted(lost.Id, other.Id), Sorted([.. plan.Items.Select(item => item.Id)]));
        Assert.All(plan.Items, item => Assert.Equal((GarbageKind.Payload, "1.0.0"), (item.Kind, item.Version)));
    }

    [Theory]
    [InlineData("http")]
    [InlineData("flat")]
    [InlineData("hierarchical")]
    public async Task OldPrereleasesGoUnlessTheyWereEverUsed(string kind)
    {
        await using HistoryFeed feed = await HistoryFeed.Of(kind);
        ModelPayload[] payloads = [.. "abcdefg".Select(letter => feed.Payload(letter, 1))];
        ModelManifest[] versions = [.. Enumerable.Range(0, 6).Select(number => feed.Model($"1.0.0-beta.{number}", number + 1, manifest => manifest.Payloads = [payloads[number], payloads[6]]))];
        AliasHistory history = feed.Promote(versions[0], null, "Staging", 8);
        feed.Promote(versions[5], history, "Staging", 9);
        feed.Attest(versions[1], AttestationTypes.Evaluation, 9);
        feed.Deploy(versions[2], "service", 9);

        CollectionPlan plan = await Plan(feed, new CollectOptions { KeepPrereleases = 2 });
        CollectionPlan all = await Plan(feed);

        Assert.Equal([$"{GarbageKind.Prerelease} 1.0.0-beta.3", $"{GarbageKind.Payload} 1.0.0"], plan.Items.Select(item => $"{item.Kind} {item.Version}"));
        Assert.Equal(payloads[3].Id, plan.Items[1].Id, ignoreCase: true);
        Assert.Empty(all.Items);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("flat")]
    public async Task WhatThePackageCacheHasUnderTheSameVersionSaysNothingOfTheFeed(string kind)
    {
        await using HistoryFeed feed = await HistoryFeed.Of(kind);
        ModelPayload payload = feed.Payload('a', 1);
        feed.Model("1.0.0", 2, manifest => manifest.Payloads = [payload]);
        // Packed on this machine, and restored from there.
        string cached = Directory.CreateDirectory(Path.Combine(feed.Workspace.Packages, "contoso.a", "1.0.0", "modelpack")).FullName;
        await File.WriteAllTextAsync(Path.Combine(cached, "..", ".nupkg.metadata"), "{}", Token);
        await File.WriteAllBytesAsync(Path.Combine(cached, "modelpack.json"), Remote.TestModel.Manifest("1.0.0").ToUtf8Bytes(), Token);

        CollectionPlan plan = await Plan(feed);
        Feeds.History.ModelHistory history = await feed.Reader().ReadAsync("Contoso.A", null, Token);

        Assert.Empty(plan.Items);
        Assert.Equal(payload.Id, history.Versions.Single().Manifest!.Payloads!.Single().Id);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("flat")]
    public async Task WhatAliasesAndRecordsOfAnotherFeedTellOfIsKept(string kind)
    {
        await using HistoryFeed feed = await HistoryFeed.Of(kind);
        await using HistoryFeed records = await HistoryFeed.Of(kind);
        ModelPayload[] payloads = [.. "abcd".Select(letter => feed.Payload(letter, 1))];
        ModelManifest[] versions = [.. Enumerable.Range(0, 2).Select(number => feed.Model($"1.0.0-beta.{number}", number + 1, manifest => manifest.Payloads = [payloads[number]]))];
        AliasHistory history = records.Promote(versions[0], null, "Staging", 8);
        // Only the alias has it any more.
        ModelManifest served = Remote.TestModel.Manifest("0.9.0");
        served.Payloads = [payloads[2]];
        records.Promote(served, history, "Staging", 9);
        CollectOptions options = new() { KeepPrereleases = 0, RecordSources = [new NuGet.Configuration.PackageSource(records.Packages().Context.Sources.Single().Source) { ProtocolVersion = 3, AllowInsecureConnections = true }] };

        CollectionPlan plan = await Plan(feed, options);
        CollectionPlan without = await Plan(feed, options with { RecordSources = [] });
        CollectionPlan hiding = await new FeedCollector(feed.Reader(), TimeProvider.System).PlanAsync(feed.Packages().Context.Sources.Single(), options, Token);

        Assert.Equal(["1.0.0-beta.1"], plan.Items.Where(item => item.Kind == GarbageKind.Prerelease).Select(item => item.Version));
        Assert.Equal(Sorted(payloads[1].Id, payloads[3].Id), Sorted([.. plan.Items.Where(item => item.Kind == GarbageKind.Payload).Select(item => item.Id)]));
        Assert.Equal(6, without.Items.Count);
        Assert.Equal(kind == "http" ? 0 : 3, hiding.Items.Count);
    }

    [Fact]
    public async Task TheIdsOfAHierarchicalFolderAreWrittenAsTheirNuspecsDo()
    {
        await using HistoryFeed feed = HistoryFeed.InFolder(hierarchical: true);
        ModelPayload payload = feed.Payload('a', 1);
        feed.Model("1.0.0-a", 1);

        CollectionPlan plan = await Plan(feed, new CollectOptions { KeepPrereleases = 0 });

        Assert.Equal(["Contoso.A", payload.Id], plan.Items.Select(item => item.Id));
    }

    [Fact]
    public async Task WhereAManifestCannotBeReadNothingOfItsPrefixIsProposed()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        ModelPayload contoso = feed.Payload('a', 1);
        ModelPayload own = feed.Payload('b', 1, prefix: "Weights");
        ModelPayload fabrikam = feed.Payload('c', 1, prefix: "Fabrikam");
        ModelPayload unknown = feed.Payload('e', 1, prefix: "Unknown");
        feed.Model("1.0.0", 2, manifest => manifest.Payloads = [feed.Payload('d', 1, prefix: "Weights")]);
        feed.Model("0.9.0", 2, manifest => manifest.Payloads = [feed.Payload('f', 1, prefix: "Fabrikam")], id: "Fabrikam.B");
        feed.Publish("Contoso.A", "1.1.0", 2, ("modelpack/modelpack.json", "{"u8.ToArray()));

        CollectionPlan plan = await Plan(feed);

        Assert.Equal([fabrikam.Id], plan.Items.Select(item => item.Id));
        Assert.Equal(3, plan.Kept.Count);
        Assert.Contains(plan.Kept, line => line.StartsWith(unknown.Id, StringComparison.Ordinal));
        Assert.Contains(plan.Kept, line => line.StartsWith(contoso.Id, StringComparison.Ordinal));
        Assert.Contains(plan.Kept, line => line.StartsWith(own.Id, StringComparison.Ordinal));
        Assert.Contains("'Contoso.A 1.1.0'", plan.Problems.Single().Message, StringComparison.Ordinal);
        Assert.Equal(FeedDiagnosticCodes.UnreadableNeeds, plan.Problems.Single().Code);
    }

    [Theory]
    [InlineData("flat")]
    [InlineData("hierarchical")]
    public async Task WhereNothingIsKnownOfAModelNothingIsProposed(string kind)
    {
        await using HistoryFeed feed = await HistoryFeed.Of(kind);
        feed.Payload('a', 1);
        feed.Payload('c', 1, prefix: "Fabrikam");
        string file = kind == "flat" ? Path.Combine(feed.Folder, "Contoso.New.1.0.0.nupkg") : Path.Combine(Directory.CreateDirectory(Path.Combine(feed.Folder, "contoso.new", "1.0.0")).FullName, "contoso.new.1.0.0.nupkg");
        await File.WriteAllTextAsync(file, "cut off", Token);

        CollectionPlan plan = await Plan(feed);

        Assert.Empty(plan.Items);
        Assert.Equal(2, plan.Kept.Count);
        Assert.Contains("No payload is proposed", plan.Problems.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereRecordsCannotBeReadNoPrereleaseIsProposed()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        feed.Model("1.0.0-a", 1);
        feed.Model("1.0.0-b", 1);
        feed.Publish("Contoso.A.Attestations", "1.0.0", 1, ("modelpack/records.json", "{"u8.ToArray()));

        CollectionPlan plan = await Plan(feed, new CollectOptions { KeepPrereleases = 0 });

        Assert.Empty(plan.Items);
        Assert.Contains("'Contoso.A'", plan.Problems.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APushUnderWayIsLeftAlone()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        ModelPayload old = feed.Payload('a', 1);
        Assert.Equal(
            [old.Id],
            await Proposed(new Clock(HistoryFeed.Start.AddHours(9).AddMinutes(10)), ("b", 8.7), ("c", 8.0), ("d", 7.5), ("e", 6.6)));

        async Task<IEnumerable<string>> Proposed(TimeProvider clock, params (string Letter, double Hour)[] payloads)
        {
            foreach ((string letter, double hour) in payloads)
            {
                (byte[] package, _) = TestPackage.Payload([.. Enumerable.Repeat((byte)letter[0], 500)]);
                feed.Http.Store.Add(package, HistoryFeed.Start.AddHours(hour));
            }

            // Their tag is not found by a search for payloads, as of a package that other tools made; their ids are given.
            CollectOptions options = new() { AllListed = true, Ids = [.. feed.Http.Store.Packages.Select(package => package.Id)] };
            CollectionPlan plan = await new FeedCollector(feed.Reader(), clock).PlanAsync(feed.Packages().Context.Sources.Single(), options, Token);
            Assert.Equal(payloads.Length, plan.Kept.Count);
            return plan.Items.Select(item => item.Id);
        }
    }

    [Fact]
    public async Task AModelWhoseVersionsAreAllUnlistedIsFoundThroughItsAlias()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        ModelPayload payload = feed.Payload('a', 1);
        feed.Model("1.0.0", 2, manifest => manifest.Payloads = [payload]);
        feed.Promote(Remote.TestModel.Manifest("0.9.0"), null, "Production", 3);
        feed.Http.Store.List("Contoso.A", "1.0.0", isListed: false);

        Assert.Empty((await Plan(feed)).Items);
    }

    [Fact]
    public async Task OfAFeedThatMayHideModelsNothingIsProposed()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        ModelPayload needed = feed.Payload('a', 1);
        feed.Model("1.0.0", 2, manifest => manifest.Payloads = [needed]);
        feed.Model("1.0.0-a", 2, id: "Contoso.B");
        feed.Http.Store.List("Contoso.A", "1.0.0", isListed: false);
        CollectOptions options = new() { KeepPrereleases = 0 };

        CollectionPlan plan = await new FeedCollector(feed.Reader(), TimeProvider.System).PlanAsync(feed.Packages().Context.Sources.Single(), options, Token);
        CollectionPlan named = await Plan(feed, options with { Ids = ["Contoso.A"] });

        Assert.Empty(plan.Items);
        Assert.Equal([FeedDiagnosticCodes.NotAllListed], plan.Problems.Select(problem => problem.Code));
        Assert.Equal(2, plan.Kept.Count);
        Assert.Equal(["Contoso.B"], named.Items.Select(item => item.Id));
    }

    [Fact]
    public async Task WhatIsKeptForItsAgeIsListed()
    {
        await using HistoryFeed feed = HistoryFeed.InFolder(hierarchical: false);
        feed.Payload('a', 1);
        feed.Model("1.0.0-a", 2);

        CollectionPlan plan = await new FeedCollector(feed.Reader(), new Clock(HistoryFeed.Start.AddHours(3)))
            .PlanAsync(feed.Packages().Context.Sources.Single(), new CollectOptions { KeepPrereleases = 0, MinimumAge = TimeSpan.FromHours(5) }, Token);

        Assert.Empty(plan.Items);
        Assert.Equal(2, plan.Kept.Count);
        Assert.Contains("Contoso.A 1.0.0-a: it is too young.", plan.Kept);
    }

    [Fact]
    public async Task WhatASearchDoesNotShowIsFoundByTheStagesAndByWhatWasReadBefore()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        ModelPayload[] payloads = [.. "ab".Select(letter => feed.Payload(letter, 1))];
        feed.Model("1.0.0", 2);
        ModelManifest served = Remote.TestModel.Manifest("0.9.0");
        served.Payloads = [payloads[0]];
        feed.Promote(served, null, "Staging", 3);
        feed.Http.Store.List("Contoso.A.Staging", "1.0.0", isListed: false);
        feed.Model("1.0.0", 2, manifest => manifest.Payloads = [payloads[1]], "Contoso.Hidden");
        await feed.Reader().ReadAsync("Contoso.Hidden", null, Token);
        feed.Http.Store.List("Contoso.Hidden", "1.0.0", isListed: false);

        CollectionPlan known = await Plan(feed, new CollectOptions { Stages = ["Production", "Staging"] });

        Assert.Empty(known.Items);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AFolderIsCleanedAndWhatIsNeededByThenStays(bool hierarchical)
    {
        await using HistoryFeed feed = HistoryFeed.InFolder(hierarchical);
        ModelPayload[] payloads = [.. "abc".Select(letter => feed.Payload(letter, 1))];
        feed.Model("1.0.0-a", 1, manifest => manifest.Payloads = [payloads[0]]);
        feed.Model("1.0.0", 1);
        CollectOptions options = new() { KeepPrereleases = 0 };
        FeedCollector collector = new(feed.Reader(), TimeProvider.System);
        CollectionPlan plan = await collector.PlanAsync(feed.Packages().Context.Sources.Single(), options, Token);
        // Somebody pushes a version that needs what nobody needed.
        feed.Model("2.0.0", 2, manifest => manifest.Payloads = [payloads[1]]);

        CollectionResult result = await collector.DeleteAsync(plan, options, Token);
        CollectionPlan again = await collector.PlanAsync(feed.Packages().Context.Sources.Single(), options, Token);

        Assert.Equal(4, plan.Items.Count);
        Assert.Empty(result.Problems);
        Assert.Equal(3, result.Deleted.Count);
        Assert.Empty(again.Items);
        string[] left = [.. Directory.EnumerateFiles(feed.Folder, "*.nupkg", SearchOption.AllDirectories).Select(file => Path.GetFileName(file).ToLowerInvariant()).Order(StringComparer.Ordinal)];
        Assert.Equal(["contoso.a.1.0.0.nupkg", "contoso.a.2.0.0.nupkg", $"{payloads[1].Id.ToLowerInvariant()}.1.0.0.nupkg"], left);
        Assert.Equal(hierarchical ? 2 : 0, Directory.EnumerateDirectories(feed.Folder).Count());
    }

    [Fact]
    public async Task AScriptDeletesTheSameThings()
    {
        await using HistoryFeed folder = HistoryFeed.InFolder(hierarchical: true);
        ModelPayload payload = folder.Payload('a', 1);
        await using HistoryFeed http = await HistoryFeed.OverHttp();
        http.Payload('a', 1);

        string files = CollectionScript.Write(await Plan(folder), isPowerShell: false);
        string shell = CollectionScript.Write(await Plan(http), isPowerShell: false);
        string power = CollectionScript.Write(await Plan(http), isPowerShell: true);

        string id = Path.Combine(folder.Folder, payload.Id.ToLowerInvariant());
        Assert.Contains($"rm -f -- '{Path.Combine(id, "1.0.0", $"{payload.Id.ToLowerInvariant()}.1.0.0.nupkg")}' '", files, StringComparison.Ordinal);
        Assert.Contains($"rmdir -- '{Path.Combine(id, "1.0.0")}' '{id}' 2>/dev/null || true\n", files, StringComparison.Ordinal);
        Assert.DoesNotContain("-r", files.Replace("rmdir", "", StringComparison.Ordinal).Split('\n')[^3], StringComparison.Ordinal);
        Assert.Contains($"dotnet nuget delete '{payload.Id}' '1.0.0' --source 'contoso' --non-interactive ${{NUGET_API_KEY:+--api-key \"$NUGET_API_KEY\"}}\n", shell, StringComparison.Ordinal);
        Assert.Contains($"dotnet nuget delete '{payload.Id}' '1.0.0' --source 'contoso' --non-interactive @key\n", power, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFeedWithoutASearchIsAskedForNamedModelsOnly()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp(new FeedBehaviour { HasSearch = false });
        feed.Model("1.0.0-a", 1);

        Assert.Equal(FeedDiagnosticCodes.NotListable, (await FeedWorkspace.Problem(() => Plan(feed))).Code);
        Assert.Single((await Plan(feed, new CollectOptions { Ids = ["Contoso.A"], KeepPrereleases = 0 })).Items);
    }

    private static Task<CollectionPlan> Plan(HistoryFeed feed, CollectOptions? options = null) =>
        new FeedCollector(feed.Reader(), TimeProvider.System).PlanAsync(feed.Packages().Context.Sources.Single(), (options ?? new CollectOptions()) with { AllListed = true }, Token);

    private static string[] Sorted(params string[] ids) => [.. ids.Select(id => id.ToLowerInvariant()).Order(StringComparer.Ordinal)];

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
