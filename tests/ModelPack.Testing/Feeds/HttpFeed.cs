using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ModelPack.Testing.Feeds;

/// <summary>
/// A NuGet v3 server on the loopback address, with packages in a temporary folder: what a restore and a push ask a real feed for. Versions are immutable:
/// one that exists, or that was deleted, is refused with 409. A source needs <c>allowInsecureConnections="true"</c> in <c>nuget.config</c>.
/// </summary>
public sealed class HttpFeed : IAsyncDisposable
{
    /// <summary>What a push must send as <c>X-NuGet-ApiKey</c>.</summary>
    public const string ApiKey = "key-of-the-test-feed";

    private readonly TempFolder _folder;
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<FeedRequest> _requests = new();

    private HttpFeed(TempFolder folder)
    {
        _folder = folder;
        Store = new FeedStore(folder.Path);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // Packages are as large as they are: a feed's limit is the feed's, not the web server's.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Use(Record);
        IFeedResource[] resources = [new PackageBaseAddress(Store), new PackagePublish(Store, ApiKey)];
        foreach (IFeedResource resource in resources)
        {
            resource.Map(_application);
        }

        new ServiceIndex(resources).Map(_application);
    }

    /// <summary>The address that a source names.</summary>
    public Uri Index => new(new Uri(_application.Urls.Single()), ServiceIndex.Path);

    /// <summary>The packages.</summary>
    public FeedStore Store { get; }

    /// <summary>What was asked for, and with which status it was answered, in the order of the answers.</summary>
    public IReadOnlyList<FeedRequest> Requests => [.. _requests];

    /// <summary>Starts a feed without packages.</summary>
    public static async Task<HttpFeed> Start()
    {
        HttpFeed feed = new(new TempFolder("feed"));
        await feed._application.StartAsync();
        return feed;
    }

    /// <summary>Stops the server and deletes its packages.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _folder.Dispose();
    }

    private async Task Record(HttpContext context, RequestDelegate next)
    {
        await next(context);
        _requests.Enqueue(new FeedRequest(context.Request.Method, context.Request.Path.Value ?? "", context.Response.StatusCode));
    }
}
