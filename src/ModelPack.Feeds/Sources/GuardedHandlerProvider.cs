using System.Diagnostics.CodeAnalysis;
using NuGet.Protocol;
using NuGet.Protocol.Core.Types;

namespace ModelPack.Feeds.Sources;

/// <summary>Puts <see cref="AnswerGuard"/> in front of the handlers that NuGet makes for a source: credentials, proxies and certificates stay its own, but for where credentials may go.</summary>
internal sealed class GuardedHandlerProvider(FeedClock clock, FeedOrigins origins) : ResourceProvider(typeof(HttpHandlerResource), nameof(GuardedHandlerProvider), nameof(HttpHandlerResourceV3Provider))
{
    private readonly HttpHandlerResourceV3Provider _inner = new();

    [SuppressMessage("Reliability", "CA2000", Justification = "The client of the source owns its handlers.")]
    public override async Task<Tuple<bool, INuGetResource?>> TryCreate(SourceRepository source, CancellationToken token)
    {
        (bool isCreated, INuGetResource? created) = await _inner.TryCreate(source, token);
        if (created is not HttpHandlerResourceV3 handlers)
        {
            return Tuple.Create(isCreated, created);
        }

        // It would take every header along, the API key among them, to wherever an answer says.
        handlers.ClientHandler.AllowAutoRedirect = false;
        if (handlers.ClientHandler.Credentials is { } credentials)
        {
            handlers.ClientHandler.Credentials = new OriginCredentials(credentials, source.PackageSource, origins);
        }

        return Tuple.Create(isCreated, (INuGetResource?)new HttpHandlerResourceV3(handlers.ClientHandler, new AnswerGuard(handlers.MessageHandler, source.PackageSource, clock, origins)));
    }
}
