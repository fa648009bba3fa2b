using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ModelPack.Testing.Feeds;

/// <summary>Push and delete. A deleted version is burnt: it can never be pushed again.</summary>
internal sealed class PackagePublish(FeedStore store, string apiKey) : IFeedResource
{
    public string Type => "PackagePublish/2.0.0";

    public string Path => "/api/v2/package";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut(Path, Push);
        routes.MapDelete(Path + "/{id}/{version}", (HttpRequest request, string id, string version) => Delete(request, id, version));
    }

    private async Task<IResult> Push(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!IsAllowed(request))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        // The first section is the package, whatever it is called.
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary
            || await new MultipartReader(boundary, request.Body).ReadNextSectionAsync(cancellationToken) is not { } section)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        try
        {
            return Results.StatusCode(await store.Add(section.Body, cancellationToken) ? StatusCodes.Status201Created : StatusCodes.Status409Conflict);
        }
        catch (InvalidDataException)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }
    }

    private IResult Delete(HttpRequest request, string id, string version)
    {
        if (!IsAllowed(request))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        return Results.StatusCode(store.Delete(id, version) ? StatusCodes.Status204NoContent : StatusCodes.Status404NotFound);
    }

    private bool IsAllowed(HttpRequest request) => request.Headers["X-NuGet-ApiKey"] == apiKey;
}
