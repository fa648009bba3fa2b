using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ModelPack.Testing.Feeds;

/// <summary>
/// Package metadata: an index with pages, which are in it or have addresses of their own, with a leaf for each version.
/// Source: learn.microsoft.com/nuget/api/registration-base-url-resource.
/// </summary>
internal sealed class Registrations(FeedStore store, FeedBehaviour behaviour, FeedUrls urls) : IFeedResource
{
    private static readonly DateTimeOffset Unlisted = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<string> Types => ["RegistrationsBaseUrl/3.6.0", "RegistrationsBaseUrl"];

    public FeedUrl Url => urls.Registrations;

    public void Map(IEndpointRouteBuilder routes)
    {
        Url.Map(routes, "GET", "/{id}/index.json", context => Index(context.Request, (string)context.Request.RouteValues["id"]!).ExecuteAsync(context));
        urls.Pages.Map(routes, "GET", "", context => Page(context.Request).ExecuteAsync(context));
        urls.Leaves.Map(routes, "GET", "", context => Leaf(context.Request).ExecuteAsync(context));
    }

    private IResult Index(HttpRequest request, string id)
    {
        FeedPackage[][] pages = Pages(id);
        // Ids in addresses are in lower case.
        if (pages.Length == 0 || id != FeedPackage.Key(id))
        {
            return Results.NotFound();
        }

        bool areInlined = pages.Length <= behaviour.InlinedPages;
        return Results.Json(new Dictionary<string, object>
        {
            ["@id"] = Url.Of(request, $"/{id}/index.json"),
            ["count"] = pages.Length,
            ["items"] = pages.Select((page, number) => PageOf(request, id, number, page, areInlined)),
        });
    }

    private IResult Page(HttpRequest request)
    {
        string id = request.Query["of"]!;
        int number = int.Parse(request.Query["n"]!, System.Globalization.CultureInfo.InvariantCulture);
        return Pages(id).ElementAtOrDefault(number) is { } page ? Results.Json(PageOf(request, id, number, page, withItems: true)) : Results.NotFound();
    }

    private IResult Leaf(HttpRequest request) => store.Find(request.Query["of"]!, request.Query["v"]!) is { } package ? Results.Json(LeafOf(request, package)) : Results.NotFound();

    private FeedPackage[][] Pages(string id)
    {
        IEnumerable<FeedPackage> packages = store.Shown(id, FeedView.Registrations).OrderBy(package => package.Order);
        return [.. (behaviour.Descending ? packages.Reverse() : packages).Chunk(behaviour.PageSize)];
    }

    private Dictionary<string, object> PageOf(HttpRequest request, string id, int number, FeedPackage[] packages, bool withItems)
    {
        FeedPackage[] ordered = [.. packages.OrderBy(package => package.Order)];
        Dictionary<string, object> page = new()
        {
            ["@id"] = urls.Pages.Of(request, query: $"of={id}&n={number}"),
            ["count"] = packages.Length,
            ["lower"] = ordered[0].VersionKey,
            ["upper"] = ordered[^1].VersionKey,
            ["parent"] = Url.Of(request, $"/{id}/index.json"),
        };
        if (withItems)
        {
            page["items"] = packages.Select(package => LeafOf(request, package));
        }

        return page;
    }

    private Dictionary<string, object> LeafOf(HttpRequest request, FeedPackage package)
    {
        string content = urls.Content.Of(request, $"/{package.IdKey}/{package.VersionKey}/{package.IdKey}.{package.VersionKey}.nupkg");
        string leaf = urls.Leaves.Of(request, query: $"of={package.IdKey}&v={package.VersionKey}");
        Dictionary<string, object> entry = new()
        {
            ["@id"] = leaf + "&entry=1",
            ["id"] = behaviour.IdCase(package.Id),
            ["version"] = package.Version,
            ["authors"] = package.Authors,
            ["description"] = package.Description,
            ["tags"] = package.Tags,
            ["listed"] = package.IsListed,
            ["published"] = !package.IsListed && behaviour.UnlistedIn1900 ? Unlisted : package.Published,
            ["packageContent"] = content,
        };
        if (behaviour.SaysSizes)
        {
            entry["packageSize"] = package.Size;
        }

        return new() { ["@id"] = leaf, ["catalogEntry"] = entry, ["packageContent"] = content, ["registration"] = Url.Of(request, $"/{package.IdKey}/index.json") };
    }
}
