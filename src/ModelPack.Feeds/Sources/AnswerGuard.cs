using NuGet.Configuration;

namespace ModelPack.Feeds.Sources;

/// <summary>
/// Stands in front of NuGet's own handlers of a source: no request leaves for plain HTTP where the source does not allow it, and what is no package is not read beyond
/// what any real feed answers.
/// </summary>
internal sealed class AnswerGuard(HttpMessageHandler inner, PackageSource source, FeedClock clock) : DelegatingHandler(inner)
{
    /// <summary>The largest document that is read; a list of a million versions has 16 MiB.</summary>
    public const long MaximumDocument = 32 << 20;

    /// <summary>Says of a request whether its answer is a package. NuGet's own requests do not say.</summary>
    public static readonly HttpRequestOptionsKey<bool> IsPackage = new("ModelPack.IsPackage");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!source.AllowInsecureConnections && request.RequestUri?.Scheme == Uri.UriSchemeHttp)
        {
            throw new InsecureAddressException();
        }

        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        clock.Hear(source, response);
        if (IsDocument(request, response))
        {
            await Limit(response, cancellationToken);
        }

        return response;
    }

    private bool IsDocument(HttpRequestMessage request, HttpResponseMessage response) =>
        request.Options.TryGetValue(IsPackage, out bool isPackage)
            ? !isPackage
            : request.RequestUri == source.SourceUri || response.Content.Headers.ContentType?.MediaType is not ("application/octet-stream" or "application/zip" or "binary/octet-stream");

    private static async Task Limit(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        HttpContent content = response.Content;
        if (content.Headers.ContentLength > MaximumDocument)
        {
            response.Dispose();
            throw new AnswerTooLargeException();
        }

        StreamContent limited = new(new LimitedStream(await content.ReadAsStreamAsync(cancellationToken), MaximumDocument));
        foreach ((string name, IEnumerable<string> values) in content.Headers)
        {
            limited.Headers.TryAddWithoutValidation(name, values);
        }

        response.Content = limited;
    }
}
