using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ModelPack.Testing.Feeds;

/// <summary>Package content: the versions of an id, and each package's bytes and nuspec. Addresses are in lower case.</summary>
internal sealed class PackageBaseAddress(FeedStore store, FeedBehaviour behaviour, FeedUrl url) : IFeedResource
{
    public IReadOnlyList<string> Types => ["PackageBaseAddress/3.0.0"];

    public FeedUrl Url => url;

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (string method in new[] { "GET", "HEAD" })
        {
            url.Map(routes, method, "/{id}/index.json", context => Versions(context).ExecuteAsync(context));
            url.Map(routes, method, "/{id}/{version}/{file}", context => File(context).ExecuteAsync(context));
        }
    }

    private IResult Versions(HttpContext context)
    {
        string[] versions = [.. store.Shown(Value(context, "id"), FeedView.Content).Select(package => package.VersionKey)];
        if (behaviour.Descending)
        {
            Array.Reverse(versions);
        }

        return versions.Length == 0 ? Results.NotFound() : Results.Json(new { versions });
    }

    private IResult File(HttpContext context)
    {
        (string id, string version, string file) = (Value(context, "id"), Value(context, "version"), Value(context, "file"));
        FeedPackage? package = store.Sent(id, version);
        return package switch
        {
            not null when file == $"{package.IdKey}.{package.VersionKey}.nupkg" => Content(context, package),
            not null when file == $"{package.IdKey}.nuspec" => Results.Bytes(package.ReadNuspec(), "application/xml"),
            _ => Results.NotFound(),
        };
    }

    private IResult Content(HttpContext context, FeedPackage package)
    {
        if (!behaviour.Ranges)
        {
            context.Response.Headers.AcceptRanges = "none";
        }

        string tag = $"\"{package.Revision}\"";
        return Results.File(package.Path, "application/octet-stream", entityTag: Microsoft.Net.Http.Headers.EntityTagHeaderValue.Parse(tag), enableRangeProcessing: behaviour.Ranges);
    }

    private static string Value(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;
}
