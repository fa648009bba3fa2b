using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Packages;
using ModelPack.Feeds.Pushing;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Records;

/// <summary>Records on a NuGet feed or in a folder.</summary>
internal sealed class FeedRecordStore : IRecordStore
{
    private readonly PackagePusher _pusher;
    private readonly PackageCache _cache;
    private readonly FeedConnections _connections;
    private readonly FeedOptions _options;

    /// <summary>Opens a source.</summary>
    /// <param name="context">Sources, credentials and API keys.</param>
    /// <param name="source">The name of a configured source, an address, or a folder that exists.</param>
    /// <param name="options">How packages are pushed.</param>
    /// <exception cref="ModelPackException">There is no such source (MP5001).</exception>
    public FeedRecordStore(FeedContext context, string source, PushOptions options)
    {
        _pusher = new PackagePusher(context, source, options);
        _cache = new PackageCache(context);
        _options = options.Feed;
        _connections = new FeedConnections(_options);
    }

    public PackageSource Source => _pusher.Source;

    public IReadOnlyList<NuGetVersion> Cached(string id) => [.. _cache.List(id).Keys];

    public async Task<IReadOnlyList<StoredVersion>> ListAsync(string id, CancellationToken cancellationToken)
    {
        IFeed feed = await _connections.OpenAsync(Source, cancellationToken);
        return [.. (await feed.ListVersionsAsync(id, cancellationToken)).Distinct().Order().Select(version => new StoredVersion(version, null, IsThere: true))];
    }

    public async Task<IPackageContent?> OpenAsync(string id, NuGetVersion version, CancellationToken cancellationToken)
    {
        IFeed feed = await _connections.OpenAsync(Source, cancellationToken);
        FileStream file = TemporaryCopy.Open();
        try
        {
            if (!await feed.CopyAsync(id, version, file, _options.MaximumPackageSize, cancellationToken))
            {
                await file.DisposeAsync();
                return null;
            }

            file.Position = 0;
            return new NupkgContent(file, $"{id} {version.ToNormalizedString()} of {SourceName.Short(Source)}");
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public async Task<StoreOutcome> PublishAsync(string nupkg, CancellationToken cancellationToken)
    {
        try
        {
            await _pusher.PushPackageAsync(nupkg, cancellationToken);
            return StoreOutcome.Published;
        }
        catch (ModelPackException exception) when (exception.Problem.Code == FeedDiagnosticCodes.Conflict)
        {
            return StoreOutcome.Taken;
        }
        catch (ModelPackException exception) when (exception.Problem.Code == FeedDiagnosticCodes.BurntVersion)
        {
            return StoreOutcome.Burnt;
        }
    }
}
