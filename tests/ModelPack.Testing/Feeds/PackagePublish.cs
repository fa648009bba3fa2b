using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ModelPack.Testing.Feeds;

/// <summary>Push, delete and relist.</summary>
internal sealed class PackagePublish(FeedStore store, FeedBehaviour behaviour, FeedUrl url, Func<string> apiKey) : IFeedResource
{
    public IReadOnlyList<string> Types => ["PackagePublish/2.0.0"];

    public FeedUrl Url => url;

    public void Map(IEndpointRouteBuilder routes)
    {
        url.Map(routes, "PUT", "", Answer(Push));
        url.Map(routes, "DELETE", "/{id}/{version}", Answer(request => Task.FromResult(Delete(request))));
        url.Map(routes, "POST", "/{id}/{version}", Answer(request => Task.FromResult(Relist(request))));
    }

    private RequestDelegate Answer(Func<HttpRequest, Task<int>> action) => async context =>
    {
        if (behaviour.WarningText.Length > 0)
        {
            context.Response.Headers["X-NuGet-Warning"] = behaviour.WarningText;
        }

        int status = context.Request.Headers["X-NuGet-ApiKey"] == apiKey() ? await action(context.Request) : behaviour.WrongKeyStatus;
        if (status >= 400 && behaviour.RefusalText.Length > 0)
        {
            await Results.Text(behaviour.RefusalText, statusCode: status).ExecuteAsync(context);
        }
        else
        {
            context.Response.StatusCode = status;
        }
    };

    private async Task<int> Push(HttpRequest request)
    {
        if (request.ContentLength > behaviour.SizeLimit)
        {
            return StatusCodes.Status413PayloadTooLarge;
        }

        // The first section is the package, whatever it is called.
        CancellationToken aborted = request.HttpContext.RequestAborted;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary
            || await new MultipartReader(boundary, request.Body).ReadNextSectionAsync(aborted) is not { } section)
        {
            return StatusCodes.Status400BadRequest;
        }

        try
        {
            return await store.Add(section.Body, aborted) ? StatusCodes.Status201Created : StatusCodes.Status409Conflict;
        }
        catch (InvalidDataException)
        {
            return StatusCodes.Status400BadRequest;
        }
        catch (FeedStore.TooLargeException)
        {
            return StatusCodes.Status413PayloadTooLarge;
        }
    }

    private int Delete(HttpRequest request) => behaviour.Delete switch
    {
        DeleteMeaning.Refuse => StatusCodes.Status403Forbidden,
        DeleteMeaning.Unlist => store.List(Id(request), Version(request), isListed: false) ? StatusCodes.Status204NoContent : StatusCodes.Status404NotFound,
        _ => store.Delete(Id(request), Version(request), burn: behaviour.Delete == DeleteMeaning.Burn) ? StatusCodes.Status204NoContent : StatusCodes.Status404NotFound,
    };

    private int Relist(HttpRequest request) => behaviour.Delete != DeleteMeaning.Unlist
        ? StatusCodes.Status405MethodNotAllowed
        : store.List(Id(request), Version(request), isListed: true) ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;

    private static string Id(HttpRequest request) => (string)request.RouteValues["id"]!;

    private static string Version(HttpRequest request) => (string)request.RouteValues["version"]!;
}
