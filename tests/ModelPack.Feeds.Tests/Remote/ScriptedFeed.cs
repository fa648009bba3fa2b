using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ModelPack.Feeds.Tests.Remote;

/// <summary>A server on the loopback address that answers what a test says, however wrong; the service index is right.</summary>
internal sealed class ScriptedFeed : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _requests = new();

    private ScriptedFeed(string registrations)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(Answer);
        Json("/index.json", () => $$"""
            { "version": "3.0.0", "resources": [
              { "@id": "{{Address("/content/")}}", "@type": "PackageBaseAddress/3.0.0" },
              { "@id": "{{Address("/registrations")}}", "@type": "{{registrations}}" },
              { "@id": "{{Address("/query")}}", "@type": "SearchQueryService/3.5.0" } ] }
            """);
    }

    public Uri Index => Address("/index.json");

    /// <summary>What was asked for, with its range.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>The bytes of the bodies that were sent.</summary>
    public long Sent { get; private set; }

    public static async Task<ScriptedFeed> Start(string registrations = "RegistrationsBaseUrl/3.6.0")
    {
        ScriptedFeed feed = new(registrations);
        await feed._application.StartAsync();
        return feed;
    }

    public Uri Address(string path) => new(new Uri(_application.Urls.Single()), path);

    public void On(string path, Func<HttpContext, Task> answer) => _answers[path] = answer;

    public void Json(string path, string json) => Json(path, () => json);

    public void Json(string path, Func<string> json) => On(path, context =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json());
    });

    /// <summary>Serves a package: in parts where they are asked for, as a file server does.</summary>
    public void Package(string id, string version, byte[] bytes, bool ranges = true, bool suffixes = true) => On(PackagePath(id, version), async context =>
    {
        string range = context.Request.Headers.Range.ToString();
        (int from, int to) = (0, bytes.Length - 1);
        bool isPart = ranges && range.StartsWith("bytes=", StringComparison.Ordinal) && (suffixes || range[6] != '-');
        if (isPart)
        {
            string[] ends = range[6..].Split('-');
            (from, to) = ends[0].Length == 0
                ? (Math.Max(0, bytes.Length - int.Parse(ends[1], null)), bytes.Length - 1)
                : (int.Parse(ends[0], null), Math.Min(bytes.Length - 1, int.Parse(ends[1], null)));
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {from}-{to}/{bytes.Length}";
        }

        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = to - from + 1;
        await context.Response.Body.WriteAsync(bytes.AsMemory(from, to - from + 1));
        Sent += to - from + 1;
    });

    public static string PackagePath(string id, string version) => $"/content/{id.ToLowerInvariant()}/{version}/{id.ToLowerInvariant()}.{version}.nupkg";

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        _requests.Enqueue($"{context.Request.Path}{context.Request.QueryString} {context.Request.Headers.Range}".TrimEnd());
        if (_answers.TryGetValue(context.Request.Path.Value ?? "", out Func<HttpContext, Task>? answer))
        {
            await answer(context);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
