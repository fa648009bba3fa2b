using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;

namespace ModelPack.Feeds.Pushing;

/// <summary>
/// A v3 feed, by its "package publish" resource. Source: the NuGet server API, learn.microsoft.com/nuget/api/package-publish-resource.
/// </summary>
internal sealed class HttpPushTarget(FeedConnection connection, HttpFeedClient http, Uri publish, string? apiKey, PushOptions options) : IPushTarget
{
    /// <summary>The header that API keys are sent in.</summary>
    public const string ApiKeyHeader = "X-NuGet-ApiKey";

    // Below it, asking first costs more than sending in vain.
    private const long AskFirst = 1 << 20;

    private readonly SourceComparison _comparison = new(connection, options);

    // Feeds differ in whether they take their own address with or without a slash at its end, and whether they can be asked first.
    private volatile Uri _publish = publish;
    private volatile bool _canAsk = true;

    public PackageSource Source => connection.Source;

    public Task<bool> HasAsync(LocalPackage package, CancellationToken cancellationToken) => _comparison.RunAsync(package, cancellationToken);

    public async Task<PushOutcome> SendAsync(LocalPackage package, Action<long> report, CancellationToken cancellationToken)
    {
        bool isRetry = false;
        try
        {
            return await connection.Attempts.Run(
                async token =>
                {
                    // The feed may have taken it although its answer did not come.
                    if (isRetry && await HasAsync(package, token))
                    {
                        return PushOutcome.Pushed;
                    }

                    isRetry = true;
                    return await Try(package, report, token);
                },
                cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return FeedFailure.MayPass(exception) && await HasAsync(package, cancellationToken) ? PushOutcome.Pushed : throw FeedFailure.Of(Source, exception);
        }
    }

    private async Task<PushOutcome> Try(LocalPackage package, Action<long> report, CancellationToken cancellationToken)
    {
        PushAnswer answer = await Put(package, report, cancellationToken);
        if (answer.Status == HttpStatusCode.ExpectationFailed && _canAsk)
        {
            _canAsk = false;
            answer = await Put(package, report, cancellationToken);
        }

        if (answer.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
        {
            Uri other = OtherSpelling(_publish);
            PushAnswer second = await Put(package, report, cancellationToken, other);
            if (second.IsSuccess || second.Status is not (HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed))
            {
                _publish = other;
                answer = second;
            }
        }

        return answer.IsSuccess ? PushOutcome.Pushed : await Refused(package, answer, cancellationToken);
    }

    private async Task<PushOutcome> Refused(LocalPackage package, PushAnswer answer, CancellationToken cancellationToken)
    {
        switch (answer.Status)
        {
            case HttpStatusCode.RequestEntityTooLarge:
                throw PushFailure.TooLarge(Source, package, answer.Text);
            case HttpStatusCode.Unauthorized:
                throw PushFailure.Unauthorized(Source, (int)answer.Status, apiKey is not null, answer.Text);
            case HttpStatusCode.Conflict:
                // Another push may be just before its index.
                return await new Confirmation(this, options).WaitAsync(package, options.ConfirmTimeout / 10, cancellationToken) ? PushOutcome.AlreadyThere : throw PushFailure.Burnt(Source, package);
        }

        // Not every feed answers 409 where it has the version already.
        return await HasAsync(package, cancellationToken)
            ? PushOutcome.AlreadyThere
            : throw (answer.Status == HttpStatusCode.Forbidden ? PushFailure.Unauthorized(Source, (int)answer.Status, apiKey is not null, answer.Text) : PushFailure.Refused(Source, package, (int)answer.Status, answer.Text));
    }

    private async Task<PushAnswer> Put(LocalPackage package, Action<long> report, CancellationToken cancellationToken, Uri? address = null)
    {
        using UploadWatch watch = new(options, package.Length, cancellationToken);
        try
        {
            return await http.SendAsync(
                () => Message(package, address ?? _publish, done =>
                {
                    watch.Sent(done);
                    report(done);
                }),
                Timeout.InfiniteTimeSpan,
                response => Read(response, watch.Token),
                watch.Token);
        }
        catch (Exception exception) when (watch.HasExpired)
        {
            throw new TimeoutException("The feed took nothing more, or did not answer.", exception);
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
            options.Feed.Warn?.Invoke(new Problem(FeedDiagnosticCodes.PushRefused, $"The source {Configuration.SourceName.Of(Source)} warns: \"{FeedText.Clean(warning)}\".", Severity: ProblemSeverity.Warning));
        }

        return new PushAnswer(response.StatusCode, response.IsSuccessStatusCode ? "" : await AnswerText.Read(response, cancellationToken));
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The request owns its content.")]
    private HttpRequestMessage Message(LocalPackage package, Uri address, Action<long> report)
    {
        // A feed that is sent a wrong key asks for credentials in vain.
        HttpRequestMessage message = HttpFeedClient.Message(HttpMethod.Put, address, isPackage: false, promptOn403: apiKey is null);
        PackageUpload upload = new(package, report);
        upload.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        message.Content = new MultipartFormDataContent { { upload, "package", "package.nupkg" } };
        // What is refused for its size or for the key is not sent first; a cut connection would hide why.
        message.Headers.ExpectContinue = _canAsk && package.Length > AskFirst;
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
