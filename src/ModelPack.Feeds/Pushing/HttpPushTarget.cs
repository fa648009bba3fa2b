using System.Net;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Pushing;

/// <summary>A v3 feed.</summary>
internal sealed class HttpPushTarget(FeedConnection connection, PublishClient publish, PushOptions options) : IPushTarget
{
    private readonly SourceComparison _comparison = new(connection, options);

    public PackageSource Source => connection.Source;

    /// <summary>Requests to the feed's "package publish" resource.</summary>
    public PublishClient Publish => publish;

    public Task<bool> HasAsync(LocalPackage package, CancellationToken cancellationToken) => _comparison.RunAsync(package, cancellationToken);

    public Task<bool> HasPayloadAsync(ModelPayload payload, CancellationToken cancellationToken) => _comparison.HasPayloadAsync(payload, cancellationToken);

    public Task<bool> HasVersionAsync(string id, NuGetVersion version, CancellationToken cancellationToken) => _comparison.HasVersionAsync(id, version, cancellationToken);

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
        PushAnswer answer = await publish.PushAsync(package, report, cancellationToken);
        if (answer is { IsSuccess: true, IsPage: true } && !await HasAsync(package, cancellationToken))
        {
            throw FeedFailure.BadAnswer(Source, "it answers a push with a page for people, as a sign-in or a proxy does");
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
                throw PushFailure.Unauthorized(Source, (int)answer.Status, publish.HasKey, answer.Text);
            case HttpStatusCode.Conflict:
                // Another push may be just before its index: only the package itself tells.
                return await Confirmation.WaitAsync(
                    token => _comparison.RunUnlistedAsync(package, token), options, options.RefusalTimeout, () => PushFailure.NotShownYet(Source, package.Name, options.RefusalTimeout), cancellationToken)
                    ? PushOutcome.AlreadyThere
                    : throw PushFailure.Burnt(Source, package);
        }

        // Not every feed answers 409 where it has the version already.
        return await HasAsync(package, cancellationToken)
            ? PushOutcome.AlreadyThere
            : throw (answer.Status == HttpStatusCode.Forbidden ? PushFailure.Unauthorized(Source, (int)answer.Status, publish.HasKey, answer.Text) : PushFailure.Refused(Source, package, (int)answer.Status, answer.Text));
    }
}
