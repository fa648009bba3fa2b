using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Catalog;
using ModelPack.Feeds.History;
using ModelPack.Testing.Feeds;

namespace ModelPack.Feeds.Tests.History;

/// <summary>Feeds differ: nothing is taken for granted but the protocol.</summary>
public sealed class OtherHabitsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, FeedBehaviour> Habits => new()
    {
        { "other addresses", new FeedBehaviour { Urls = Enum.GetValues<FeedUrlShape>()[^1] } },
        { "the highest first, in small pages", new FeedBehaviour { Descending = true, PageSize = 2, InlinedPages = 0 } },
        { "no parts of packages", new FeedBehaviour { Ranges = false } },
        { "no registrations", new FeedBehaviour { HasRegistrations = false } },
        { "no fields in queries", new FeedBehaviour { TagSearch = false } },
        { "ids in lower case", new FeedBehaviour { IdCase = id => id.ToLowerInvariant() } },
        { "sizes", new FeedBehaviour { SaysSizes = true } },
        { "credentials", new FeedBehaviour { Basic = ("ann", "secret") } },
    };

    [Theory]
    [MemberData(nameof(Habits))]
    public async Task AHistoryIsTheSameFromEveryFeed(string what, FeedBehaviour behaviour)
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp(behaviour);
        feed.Workspace.More = """<packageSourceCredentials><contoso><add key="Username" value="ann" /><add key="ClearTextPassword" value="secret" /></contoso></packageSourceCredentials>""";
        feed.Workspace.Save();
        ModelManifest[] models = [.. Enumerable.Range(1, 7).Select(number => feed.Model($"1.{number}.0", number))];
        feed.Promote(models[2], null, "Production", 9);
        feed.Revoke(models[1], "Slow.", 9);

        ModelHistory history = await feed.Reader().ReadAsync("CONTOSO.A", null, Token);
        IReadOnlyList<string> ids = (await new CatalogReader(feed.Reader()).FindIdsAsync(feed.Packages().Context.Sources, Token)).Ids;
        ModelLog log = await feed.LogReader().ReadAsync("Contoso.A", null, null, Token);

        Assert.True(history.Failures.Count == 0, $"{what}: {string.Join("; ", history.Failures.Select(failure => failure.Message))}");
        Assert.Equal(Enumerable.Range(1, 7).Select(number => $"1.{number}.0"), history.Versions.Select(version => version.Version.ToNormalizedString()));
        Assert.All(history.Versions, version => Assert.NotNull(version.Manifest));
        Assert.Equal("1.3.0", history.Aliases.Single(alias => alias.Stage.Equals("Production", StringComparison.OrdinalIgnoreCase)).ModelVersion.ToNormalizedString());
        Assert.Equal("Slow.", history.Versions[1].Revoked);
        Assert.Contains("Contoso.A", ids, StringComparer.OrdinalIgnoreCase);
        Assert.Single(log.Entries, entry => entry.Kind == LogEntryKind.Promoted);
    }

    [Fact]
    public async Task AFeedWithoutASearchStillHasTheStagesThatAreNamed()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp(new FeedBehaviour { HasSearch = false });
        feed.Promote(feed.Model("1.0.0", 1), null, "Production", 2);

        ModelHistory named = await feed.Reader().ReadAsync("Contoso.A", new HistoryOptions { Stages = ["Production", "Staging"] }, Token);
        ModelHistory unnamed = await feed.Reader().ReadAsync("Contoso.A", null, Token);
        Problem listed = await FeedWorkspace.Problem(() => new CatalogReader(feed.Reader()).FindIdsAsync(feed.Packages().Context.Sources, Token));

        Assert.Single(named.Aliases);
        Assert.Empty(unnamed.Aliases);
        Assert.Equal(FeedDiagnosticCodes.NotListable, listed.Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AliasesOfOtherModelsAreNotPagedThrough(bool textSearch)
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp(new FeedBehaviour { TextSearch = textSearch });
        foreach (int number in Enumerable.Range(0, 450))
        {
            feed.Promote(Remote.TestModel.Manifest("1.0.0", $"Contoso.M{number:000}"), null, "Production", 1);
        }

        ModelManifest model = feed.Model("1.0.0", 1, id: "Contoso.M007");
        feed.Promote(model, null, "NightShift", 2);
        feed.Http.ClearRequests();
        ModelHistory history = await feed.Reader().ReadAsync(model.Id, null, Token);

        Assert.Equal(["NightShift", "Production"], history.Aliases.Select(alias => alias.Stage).Order(StringComparer.Ordinal));
        // Where the search does not know the beginnings of ids, there is no other way.
        Assert.Equal(textSearch, feed.Http.Requests.Count(request => request.Path.StartsWith("/v3/search", StringComparison.Ordinal)) == 2);
    }

    [Fact]
    public async Task AllPagesOfASearchAreFollowed()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        foreach (int number in Enumerable.Range(0, 230))
        {
            feed.Model("1.0.0", 1, id: $"Contoso.M{number:000}");
        }

        feed.Payload('a', 1);
        IReadOnlyList<string> ids = (await new CatalogReader(feed.Reader()).FindIdsAsync(feed.Packages().Context.Sources, Token)).Ids;

        Assert.Equal(Enumerable.Range(0, 230).Select(number => $"Contoso.M{number:000}"), ids);
    }
}
