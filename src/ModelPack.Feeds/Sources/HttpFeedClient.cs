using System.Net;
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

    /// <summary>Reads a part of a package, where the feed gives parts: it may answer with the whole.</summary>
    /// <returns>What <paramref name="read"/> makes of it, or the default where there is no such package.</returns>
    public Task<T?> GetPartAsync<T>(Uri address, long from, long count, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where T : class => attempts.Run(
            token => SendAsync(
                () =>
                {
                    HttpRequestMessage message = Message(HttpMethod.Get, address, isPackage: true);
                    message.Headers.Range = new RangeHeaderValue(from, from + count - 1);
                    return message;
                },
                options.AnswerTimeout,
                async response => response.StatusCode switch
                {
                    HttpStatusCode.NotFound or HttpStatusCode.NoContent => null,
                    var status when (int)status is >= 200 and < 300 => await read(response, token),
                    _ => throw Failure(response),
                },
                token),
            cancellationToken);

    /// <summary>Sends a request once, and gives its answer to <paramref name="read"/>, whatever its status is. Statuses and tries are the caller's.</summary>
    /// <param name="message">Makes the request; see <see cref="Message"/>.</param>
    /// <param name="answer">How long the answer's first byte may take, from the start of the request.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<T> SendAsync<T>(Func<HttpRequestMessage> message, TimeSpan answer, Func<HttpResponseMessage, Task<T>> read, CancellationToken cancellationToken)
    {
        HttpSourceRequest request = new(message)
        {
            MaxTries = 1,
            RequestTimeout = answer,
            DownloadTimeout = options.StallTimeout,
        };
        return http.ProcessResponseAsync(request, read, NullLogger.Instance, cancellationToken);
    }

    /// <summary>Makes a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="address">The address.</param>
    /// <param name="isPackage">Whether the answer is a package; other answers are bounded as documents.</param>
    /// <param name="promptOn403">Whether a 403 may be answered with other credentials, as a 401 is.</param>
    public static HttpRequestMessage Message(HttpMethod method, Uri address, bool isPackage, bool promptOn403 = true)
    {
        HttpRequestMessage message = HttpRequestMessageFactory.Create(method, address, new HttpRequestMessageConfiguration(NullLogger.Instance, promptOn403));
        message.Options.Set(AnswerGuard.IsPackage, isPackage);
        return message;
    }

    /// <summary>The failure that an answer's status stands for.</summary>
    public static FailedAnswerException Failure(HttpResponseMessage response) => new(response.StatusCode, Attempts.RetryAfter(response.Headers.RetryAfter));

    private Task<T> Get<T>(Uri address, bool isPackage, Func<HttpResponseMessage?, Task<T>> read, CancellationToken cancellationToken, RangeHeaderValue? range = null) => SendAsync(
        () =>
        {
            HttpRequestMessage message = Message(HttpMethod.Get, address, isPackage);
            message.Headers.Range = range;
            return message;
        },
        options.AnswerTimeout,
        response => response.StatusCode switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.NoContent => read(null),
            var status when (int)status is >= 200 and < 300 => read(response),
            HttpStatusCode.RequestedRangeNotSatisfiable when range is not null => read(response),
            _ => throw Failure(response),
        },
        cancellationToken);
}
