using System.Collections.Concurrent;
using NuGet.Configuration;
using NuGet.Protocol;
using NuGet.Protocol.Core.Types;

namespace ModelPack.Feeds.Sources;

/// <summary>Opens sources, each once: a feed that is down is waited for once, not for each package.</summary>
internal sealed class FeedConnections
{
    private readonly FeedOptions _options;
    private readonly ConcurrentDictionary<string, Lazy<Task<FeedConnection>>> _open = new(StringComparer.Ordinal);
    private readonly FeedOrigins _origins = new();
    private readonly IReadOnlyList<Lazy<INuGetResourceProvider>> _providers;

    /// <summary>Takes how feeds are asked.</summary>
    public FeedConnections(FeedOptions options)
    {
        _options = options;
        _providers = [new(() => new GuardedHandlerProvider(Clock, _origins)), .. Repository.Provider.GetCoreV3()];
    }

    /// <summary>What time it is by the sources that have answered.</summary>
    public FeedClock Clock { get; } = new();

    /// <summary>Opens a source for reading, or fails as the first time.</summary>
    public async Task<IFeed> OpenAsync(PackageSource source, CancellationToken cancellationToken) => (await ConnectAsync(source, cancellationToken)).Feed;

    /// <summary>Opens a source, or fails as the first time.</summary>
    public async Task<FeedConnection> ConnectAsync(PackageSource source, CancellationToken cancellationToken)
    {
        // Who asked first may stop; the others still want it. It is bounded in time by itself.
        Lazy<Task<FeedConnection>> opening = _open.GetOrAdd(source.Name, _ => new(() => Open(source, CancellationToken.None)));
        return await opening.Value.WaitAsync(cancellationToken);
    }

    private async Task<FeedConnection> Open(PackageSource source, CancellationToken cancellationToken)
    {
        SourceRepository repository = new(source, _providers);
        Attempts attempts = new(source, _options);
        try
        {
            if (source.IsHttp && !source.AllowInsecureConnections && source.SourceUri.Scheme == Uri.UriSchemeHttp)
            {
                // Not what the client would try again and again.
                throw new InsecureAddressException();
            }

            HttpFeedClient? http = source.IsHttp ? new HttpFeedClient((await repository.GetResourceAsync<HttpSourceResource>(cancellationToken))!.HttpSource, attempts, _options) : null;
            // The client tries again by itself; the bound is for all tries.
            ServiceIndexResourceV3? index = http is null ? null : await attempts.Bounded(token => Resource<ServiceIndexResourceV3>(repository, token), cancellationToken);
            _origins.Add(source, index?.Entries.Select(entry => entry.Uri) ?? []);
            if (http is not null && index?.GetServiceEntryUris(ServiceTypes.PackageBaseAddress) is [var content, ..])
            {
                return new FeedConnection(new HttpFeed(source, http, content, _options), http, index, attempts);
            }

            FindPackageByIdResource packages = await attempts.Bounded(token => Resource<FindPackageByIdResource>(repository, token), cancellationToken)
                ?? throw FeedFailure.BadAnswer(source, "it names no resource that packages can be read from");
            return new FeedConnection(new LibraryFeed(source, packages, attempts, _options), http, index, attempts);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw FeedFailure.Of(source, exception);
        }
    }

    private static async Task<T?> Resource<T>(SourceRepository repository, CancellationToken cancellationToken)
        where T : class, INuGetResource => await repository.GetResourceAsync<T>(cancellationToken);
}
