using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ModelPack.Testing.Feeds;

/// <summary>An address of a feed.</summary>
/// <param name="Path">The path, with a slash in front and none at the end.</param>
/// <param name="Query">A query that requests must keep, without question mark; empty for none.</param>
/// <param name="End">What the <c>@id</c> has behind the path.</param>
internal sealed record FeedUrl(string Path, string Query = "", string End = "")
{
    /// <summary>The address as documents name it.</summary>
    /// <param name="request">The request that it is named in.</param>
    /// <param name="relative">What comes behind the path.</param>
    /// <param name="query">More of the query.</param>
    public string Of(HttpRequest request, string relative = "", string query = "")
    {
        string all = string.Join('&', new[] { Query, query }.Where(part => part.Length > 0));
        return $"{request.Scheme}://{request.Host}{Path}{(relative.Length > 0 ? relative : End)}{(all.Length > 0 ? "?" + all : "")}";
    }

    /// <summary>Adds an answer for requests that keep the query; others find nothing.</summary>
    public void Map(IEndpointRouteBuilder routes, string method, string relative, RequestDelegate answer) => routes.MapMethods(Path + relative, [method], context =>
    {
        if (Query.Length > 0 && !(context.Request.QueryString.Value ?? "").Contains(Query, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return answer(context);
    });
}
