using System.Net;
using ModelPack.Feeds.Pushing;
using NuGet.Configuration;

namespace ModelPack.Feeds.Sources;

/// <summary>
/// Stands in front of NuGet's own handlers of a source: no request leaves for plain HTTP where the source does not allow it, each redirect is looked at, and what is no
/// package is not read beyond what any real feed answers.
/// </summary>
internal sealed class AnswerGuard(HttpMessageHandler inner, PackageSource source, FeedClock clock, FeedOrigins origins) : DelegatingHandler(inner)
{
    /// <summary>The largest document that is read, unpacked; a list of a million versions has 16 MiB.</summary>
    public const long MaximumDocument = 32 << 20;

    /// <summary>Says of a request whether its answer is a package. NuGet's own requests do not say.</summary>
    public static readonly HttpRequestOptionsKey<bool> IsPackage = new("ModelPack.IsPackage");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool isIndex = request.RequestUri == source.SourceUri;
        HttpResponseMessage response = await Follow(request, cancellationToken);
        clock.Hear(source, response);
        if (response.StatusCode == HttpStatusCode.Unauthorized && !origins.Trusts(source, request.RequestUri!))
        {
            response.Dispose();
            throw ForeignAddressException.Credentials(source.SourceUri, request.RequestUri!);
        }

        if (IsDocument(request, response, isIndex))
        {
            await Limit(response, cancellationToken);
        }

        return response;
    }

    // A download may be sent on to a store of files, without the source's credentials. What changes something is not: that is its sender's to decide.
    private async Task<HttpResponseMessage> Follow(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (int count = 0; ; count++)
        {
            Uri address = request.RequestUri!;
            Require(request, address);
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (count == Redirection.Maximum || request.Method != HttpMethod.Get || HasKey(request) || Redirection.Of(response, address) is not { } next
                || (address.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp && source.AllowInsecureConnections))
            {
                return response;
            }

            response.Dispose();
            request.RequestUri = next;
        }
    }

    private void Require(HttpRequestMessage request, Uri address)
    {
        if (!source.AllowInsecureConnections && address.Scheme == Uri.UriSchemeHttp)
        {
            throw new InsecureAddressException();
        }

        if (HasKey(request) && source.SourceUri.Scheme == Uri.UriSchemeHttps && address.Scheme == Uri.UriSchemeHttp)
        {
            throw ForeignAddressException.PlainKey(source.SourceUri, address);
        }
    }

    private static bool HasKey(HttpRequestMessage request) => request.Headers.Contains(PublishClient.ApiKeyHeader);

    private static bool IsDocument(HttpRequestMessage request, HttpResponseMessage response, bool isIndex) =>
        request.Options.TryGetValue(IsPackage, out bool isPackage)
            ? !isPackage
            : isIndex || response.Content.Headers.ContentType?.MediaType is not ("application/octet-stream" or "application/zip" or "binary/octet-stream");

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
