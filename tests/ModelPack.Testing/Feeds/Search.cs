using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ModelPack.Testing.Feeds;

/// <summary>Search by text and tags. Source: learn.microsoft.com/nuget/api/search-query-service-resource.</summary>
internal sealed class Search(FeedStore store, FeedBehaviour behaviour, FeedUrls urls) : IFeedResource
{
    private const int MostAtOnce = 100;

    public IReadOnlyList<string> Types => ["SearchQueryService/3.5.0", "SearchQueryService"];

    public FeedUrl Url => urls.Search;

    public void Map(IEndpointRouteBuilder routes) => Url.Map(routes, "GET", "", context => Answer(context.Request).ExecuteAsync(context));

    private IResult Answer(HttpRequest request)
    {
        string query = request.Query["q"].ToString();
        bool prerelease = request.Query["prerelease"] == "true";
        bool semVer2 = request.Query["semVerLevel"].ToString().StartsWith('2');
        FeedPackage[][] found =
        [
            .. store.Shown(FeedView.Search)
                .Where(package => package.IsListed && (prerelease || !package.IsPrerelease) && (semVer2 || !package.NeedsSemVer2))
                .GroupBy(package => package.IdKey)
                .Select(versions => versions.OrderBy(package => package.Order).ToArray())
                .Where(versions => Fits(versions[^1], query))
                .OrderBy(versions => versions[0].IdKey, StringComparer.Ordinal),
        ];
        int skip = Number("skip", 0);
        int take = Math.Min(Number("take", 20), MostAtOnce);
        return Results.Json(new { totalHits = found.Length, data = found.Skip(skip).Take(take).Select(versions => Hit(request, versions)) });

        int Number(string name, int otherwise) => int.TryParse(request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;
    }

    private bool Fits(FeedPackage package, string query) => query.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
        behaviour.TagSearch && (word.StartsWith("tags:", StringComparison.OrdinalIgnoreCase) || word.StartsWith("tag:", StringComparison.OrdinalIgnoreCase))
            ? package.Tags.Contains(word[(word.IndexOf(':', StringComparison.Ordinal) + 1)..], StringComparer.OrdinalIgnoreCase)
            : behaviour.TextSearch && $"{package.Id} {package.Description} {string.Join(' ', package.Tags)}".Contains(word, StringComparison.OrdinalIgnoreCase));

    private Dictionary<string, object> Hit(HttpRequest request, FeedPackage[] versions)
    {
        FeedPackage latest = versions[^1];
        string registration = urls.Registrations.Of(request, $"/{latest.IdKey}/index.json");
        return new()
        {
            ["@id"] = registration,
            ["@type"] = "Package",
            ["registration"] = registration,
            ["id"] = behaviour.IdCase(latest.Id),
            ["version"] = latest.Version,
            ["description"] = latest.Description,
            ["authors"] = new[] { latest.Authors },
            ["tags"] = latest.Tags,
            ["totalDownloads"] = 0,
            ["versions"] = versions.Select(package => new Dictionary<string, object>
            {
                ["@id"] = urls.Leaves.Of(request, query: $"of={package.IdKey}&v={package.VersionKey}"),
                ["version"] = package.Version,
                ["downloads"] = 0,
            }),
        };
    }
}
