using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Pushing;

/// <summary>
/// Requests to the "package publish" resource of a v3 feed. What may pass is thrown; every other answer is the caller's to judge.
/// Source: the NuGet server API, learn.microsoft.com/nuget/api/package-publish-resource.
/// </summary>
internal sealed class PublishClient(HttpFeedClient http, PackageSource source, Uri publish, string? apiKey, PushOptions options)
{
    /// <summary>The header that API keys are sent in.</summary>
    public const string ApiKeyHeader = "X-NuGet-ApiKey";

    // Below it, asking first costs more than sending in vain.
    private const long AskFirst = 1 << 20;

    // Feeds differ in whether they take their own address with or without a slash at its end, and whether they can be asked first.
    private volatile Uri _publish = publish;
    private volatile bool _canAsk = true;

    /// <summary>Whether there is an API key.</summary>
    public bool HasKey => apiKey is not null;

    /// <summary>Pushes a package, once.</summary>
    public async Task<PushAnswer> PushAsync(LocalPackage package, Action<long> report, CancellationToken cancellationToken)
    {
        PushAnswer answer = await Put(package, report, _publish, cancellationToken);
        if (answer.Status == HttpStatusCode.ExpectationFailed && _canAsk)
        {
            _canAsk = false;
            answer = await Put(package, report, _publish, cancellationToken);
        }

        if (answer.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
        {
            Uri other = OtherSpelling(_publish);
            PushAnswer second = await Put(package, report, other, cancellationToken);
            if (second.Status is not (HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed))
            {
                _publish = other;
                answer = second;
            }
        }

        return answer;
    }

    /// <summary>Deletes a version, which many feeds take for unlisting it.</summary>
    public Task<PushAnswer> DeleteAsync(string id, NuGetVersion version, CancellationToken cancellationToken) => Send(
        HttpFeed.Below(_publish, $"{Uri.EscapeDataString(id)}/{Uri.EscapeDataString(version.ToNormalizedString())}"),
        address => WithKey(HttpFeedClient.Message(HttpMethod.Delete, address, isPackage: false, promptOn403: !HasKey)),
        options.AnswerTimeout,
        cancellationToken);

    /// <summary>Announces a package of a size, and sends nothing of it.</summary>
    /// <returns>The answer, or <see langword="null"/> where the feed says nothing before it has the package.</returns>
    public async Task<PushAnswer?> AskAsync(long size, CancellationToken cancellationToken)
    {
        try
        {
            using UploadWatch watch = new(options, size, cancellationToken);
            return await Send(_publish, address => Message(address, new Announcement(size), ask: true), options.AnswerTimeout, watch.Token);
        }
        catch (Exception exception) when (Announcement.IsReached(exception))
        {
            return null;
        }
    }

    private async Task<PushAnswer> Put(LocalPackage package, Action<long> report, Uri publish, CancellationToken cancellationToken)
    {
        using UploadWatch watch = new(options, package.Length, cancellationToken);
        try
        {
            return await Send(
                publish,
                address => Message(
                    address,
                    new PackageUpload(package, done =>
                    {
                        watch.Sent(done);
                        report(done);
                    }),
                    // What is refused for its size or for the key is not sent first; a cut connection would hide why.
                    _canAsk && package.Length > AskFirst),
                Timeout.InfiniteTimeSpan,
                watch.Token);
        }
        catch (Exception exception) when (watch.HasExpired)
        {
            throw new TimeoutException("The feed took nothing more, or did not answer.", exception);
        }
    }

    // What is sent on stays on the server that the service index names: the key is for no other, nor is a package.
    private async Task<PushAnswer> Send(Uri address, Func<Uri, HttpRequestMessage> message, TimeSpan timeout, CancellationToken cancellationToken)
    {
        for (int count = 0; ; count++)
        {
            Uri asked = address;
            (PushAnswer answer, Uri? next) = await http.SendAsync(
                () => message(asked),
                timeout,
                async response => (await Read(response, cancellationToken), Redirection.Of(response, asked)),
                cancellationToken);
            if (next is null || count == Redirection.Maximum)
            {
                return answer;
            }

            address = FeedOrigins.AreSame(asked, next) ? next : throw ForeignAddressException.Redirect(asked, next);
        }
    }

    private async Task<PushAnswer> Read(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (FeedFailure.MayPass(response.StatusCode))
        {
            throw HttpFeedClient.Failure(response);
        }

        foreach (string warning in response.Headers.TryGetValues("X-NuGet-Warning", out IEnumerable<string>? warnings) ? warnings : [])
        {
            options.Feed.Warn?.Invoke(new Problem(FeedDiagnosticCodes.FeedWarning, $"The source {SourceName.Of(source)} warns: \"{FeedText.Clean(warning)}\".", Severity: ProblemSeverity.Warning));
        }

        return new PushAnswer(
            response.StatusCode,
            response.IsSuccessStatusCode ? "" : await AnswerText.Read(response, cancellationToken),
            response.Content.Headers.ContentType?.MediaType == "text/html");
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The request owns its content.")]
    private HttpRequestMessage Message(Uri address, HttpContent package, bool ask)
    {
        // A feed that is sent a wrong key asks for credentials in vain.
        HttpRequestMessage message = WithKey(HttpFeedClient.Message(HttpMethod.Put, address, isPackage: false, promptOn403: !HasKey));
        package.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        message.Content = new MultipartFormDataContent { { package, "package", "package.nupkg" } };
        message.Headers.ExpectContinue = ask;
        return message;
    }

    private HttpRequestMessage WithKey(HttpRequestMessage message)
    {
        if (apiKey is not null)
        {
            message.Headers.TryAddWithoutValidation(ApiKeyHeader, apiKey);
        }

        return message;
    }

    private static Uri OtherSpelling(Uri address)
    {
        UriBuilder builder = new(address);
        builder.Path = builder.Path.EndsWith('/') ? builder.Path.TrimEnd('/') : builder.Path + "/";
        return builder.Uri;
    }
}
