using System.Net.Http.Headers;
using NuGet.Common;
using NuGet.Protocol;

namespace ModelPack.Feeds.Sources;

/// <summary>Requests to one HTTP source, through NuGet's client for it: credentials, proxies and certificates are its own.</summary>
internal sealed class HttpFeedClient(HttpSource http, Attempts attempts, FeedOptions options)
{
    /// <summary>Reads a document.</summary>
    /// <returns>What <paramref name="read"/> makes of it, or the default where there is none.</returns>
    public Task<T?> GetDocumentAsync<T>(Uri address, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        attempts.RunBounded(
            token => Get(address, isPackage: false, async response => response is null ? default : await read(await response.Content.ReadAsStreamAsync(token), token), token),
            cancellationToken);

    /// <summary>Reads a part of a package, or of all that the server sends instead (200), or why it cannot (416).</summary>
    /// <returns>What <paramref name="read"/> makes of it, or the default where there is none.</returns>
    public Task<T?> GetRangeAsync<T>(Uri address, RangeHeaderValue range, Func<HttpResponseMessage, CancellationToken, Task<T?>> read, CancellationToken cancellationToken) =>
        attempts.Run(token => Get(address, isPackage: true, async response => response is null ? default : await read(response, token), token, range), cancellationToken);

    /// <summary>Reads a package.</summary>
    /// <returns>Whether there is one.</returns>
    public Task<bool> GetPackageAsync(Uri address, Func<HttpResponseMessage, CancellationToken, Task> read, CancellationToken cancellationToken) =>
        attempts.Run(
            token => Get(
                address,
                isPackage: true,
                async response =>
                {
                    if (response is null)
                    {
                        return false;
                    }

                    await read(response, token);
                    return true;
                },
                token),
            cancellationToken);

    private Task<T> Get<T>(Uri address, bool isPackage, Func<HttpResponseMessage?, Task<T>> read, CancellationToken cancellationToken, RangeHeaderValue? range = null)
    {
        HttpSourceRequest request = new(() => Message(address, isPackage, range))
        {
            MaxTries = 1,
            RequestTimeout = options.AnswerTimeout,
            DownloadTimeout = options.StallTimeout,
        };
        return http.ProcessResponseAsync(
            request,
            response => response.StatusCode switch
            {
                System.Net.HttpStatusCode.NotFound or System.Net.HttpStatusCode.NoContent => read(null),
                var status when (int)status is >= 200 and < 300 => read(response),
                System.Net.HttpStatusCode.RequestedRangeNotSatisfiable when range is not null => read(response),
                var status => throw new FailedAnswerException(status, Attempts.RetryAfter(response.Headers.RetryAfter)),
            },
            NullLogger.Instance,
            cancellationToken);
    }

    private static HttpRequestMessage Message(Uri address, bool isPackage, RangeHeaderValue? range)
    {
        HttpRequestMessage message = HttpRequestMessageFactory.Create(HttpMethod.Get, address, NullLogger.Instance);
        message.Headers.Range = range;
        message.Options.Set(AnswerGuard.IsPackage, isPackage);
        return message;
    }
}
