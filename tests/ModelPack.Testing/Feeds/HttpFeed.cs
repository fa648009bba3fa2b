using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ModelPack.Testing.Feeds;

/// <summary>
/// A NuGet v3 server on the loopback address, with packages in a temporary folder: what restores, pushes and searches ask a real feed for. Where feeds differ it does as
/// its <see cref="Behaviour"/> says; by default versions are immutable, and one that was deleted is never taken again. A source needs
/// <c>allowInsecureConnections="true"</c> in <c>nuget.config</c>.
/// </summary>
public sealed class HttpFeed : IAsyncDisposable
{
    /// <summary>What a push must send as <c>X-NuGet-ApiKey</c>, until <see cref="Key"/> is another.</summary>
    public const string ApiKey = "key-of-the-test-feed";

    private readonly TempFolder _folder;
    private readonly WebApplication _application;
    private readonly ServiceIndex _index;
    // An answer may end for the client before it has for the server.
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<FeedRequest> _requests = new();
    private int _running;

    private HttpFeed(TempFolder folder, FeedBehaviour behaviour)
    {
        _folder = folder;
        Behaviour = behaviour;
        Store = new FeedStore(folder.Path, behaviour);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // Packages are as large as they are: a feed's limit is the feed's, not the web server's.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Use(Record);
        _application.Use(Faults.Run);
        _application.Use(Authenticate);
        IFeedResource[] resources = [.. Resources(behaviour, new FeedUrls(behaviour.Urls))];
        foreach (IFeedResource resource in resources)
        {
            resource.Map(_application);
        }

        _index = new ServiceIndex(resources, behaviour);
        _index.Map(_application);
    }

    /// <summary>The address that a source names.</summary>
    public Uri Index => new(new Uri(_application.Urls.Single()), _index.Path);

    /// <summary>The packages.</summary>
    public FeedStore Store { get; }

    /// <summary>How the feed behaves.</summary>
    public FeedBehaviour Behaviour { get; }

    /// <summary>What goes wrong.</summary>
    public FeedFaults Faults { get; } = new();

    /// <summary>The API key that is right by now.</summary>
    public string Key { get; set; } = ApiKey;

    /// <summary>What was asked for, and with which status it was answered, in the order of the answers.</summary>
    public IReadOnlyList<FeedRequest> Requests
    {
        get
        {
            Settle();
            return [.. _requests];
        }
    }

    /// <summary>Starts a feed without packages.</summary>
    /// <param name="behaviour">How it behaves.</param>
    public static async Task<HttpFeed> Start(FeedBehaviour? behaviour = null)
    {
        HttpFeed feed = new(new TempFolder("feed"), behaviour ?? new FeedBehaviour());
        await feed._application.StartAsync();
        return feed;
    }

    /// <summary>Forgets what was asked for.</summary>
    public void ClearRequests()
    {
        Settle();
        _requests.Clear();
    }

    /// <summary>Stops the server and deletes its packages.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _folder.Dispose();
    }

    private IEnumerable<IFeedResource> Resources(FeedBehaviour behaviour, FeedUrls urls)
    {
        yield return new PackageBaseAddress(Store, behaviour, urls.Content);
        if (behaviour.HasPublish)
        {
            yield return new PackagePublish(Store, behaviour, urls.Publish, () => Key);
        }

        if (behaviour.HasRegistrations)
        {
            yield return new Registrations(Store, behaviour, urls);
        }

        if (behaviour.HasSearch)
        {
            yield return new Search(Store, behaviour, urls);
        }
    }

    private Task Authenticate(HttpContext context, RequestDelegate next)
    {
        if (Behaviour.Basic is not { } basic || context.Request.Headers.Authorization == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{basic.User}:{basic.Password}"))}")
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"feed\"";
        return Task.CompletedTask;
    }

    private void Settle() => SpinWait.SpinUntil(() => Volatile.Read(ref _running) == 0, s_settling);

    private async Task Record(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref _running);
        CountedBody body = new(context.Response.Body);
        context.Response.Body = body;
        try
        {
            await next(context);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or BadHttpRequestException)
        {
            // The other end is gone, or a fault cut the connection.
            FeedFaults.Cut(context);
        }
        finally
        {
            _requests.Enqueue(new FeedRequest(context.Request.Method, context.Request.Path.Value ?? "", FeedFaults.IsCut(context) ? 0 : context.Response.StatusCode)
            {
                Query = context.Request.QueryString.Value ?? "",
                Range = context.Request.Headers.Range.ToString(),
                Key = context.Request.Headers["X-NuGet-ApiKey"].ToString(),
                Credentials = context.Request.Headers.Authorization.ToString(),
                Sent = body.Sent,
            });
            Interlocked.Decrement(ref _running);
        }
    }
}
