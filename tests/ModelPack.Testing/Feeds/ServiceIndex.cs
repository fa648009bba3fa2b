using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ModelPack.Testing.Feeds;

/// <summary>The service index: which resources the feed has, and where.</summary>
internal sealed class ServiceIndex(IReadOnlyList<IFeedResource> resources, FeedBehaviour behaviour)
{
    /// <summary>The path of the index: another for each feed, because clients keep what an address answered, and one feed may get the port of another.</summary>
    public string Path { get; } = $"/v3/{Guid.NewGuid():n}/index.json";

    /// <summary>Adds the index.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, (HttpRequest request) => Results.Json(new
    {
        version = "3.0.0",
        resources = resources.SelectMany(resource => resource.Types.Select(type => new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["@id"] = behaviour.ResourceHost is { } host ? new Uri(host, new Uri(resource.Url.Of(request)).PathAndQuery).ToString() : resource.Url.Of(request),
            ["@type"] = type,
        })),
    }));
}
