using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Feeds.History;
using ModelPack.Feeds.Packages;
using ModelPack.Feeds.Pushing;
using ModelPack.Feeds.Remote;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Records;

/// <summary>Records on a NuGet feed or in a folder.</summary>
internal sealed class FeedRecordStore : IRecordStore
{
    private readonly PushOptions _options;
    private readonly PackagePusher _pusher;
    private readonly RemotePackages _packages;
    private readonly PackageCache _cache;

    /// <summary>Opens a source.</summary>
    /// <param name="context">Sources, credentials and API keys.</param>
    /// <param name="source">The name of a configured source, an address, or a folder that exists.</param>
    /// <param name="options">How packages are pushed.</param>
    /// <exception cref="ModelPackException">There is no such source (MP5001).</exception>
    public FeedRecordStore(FeedContext context, string source, PushOptions options)
    {
        _options = options.Patient();
        _pusher = new PackagePusher(context, source, _options);
        _packages = new RemotePackages(context, options.Feed);
        _cache = new PackageCache(context);
    }

    public PackageSource Source => _pusher.Source;

    public DateTimeOffset? Time => _packages.TimeOf(Source);

    public int Concurrency => _options.Feed.Concurrency;

    public HistoryMemory? Histories { get; } = HistoryMemory.Open();

    public IReadOnlyList<NuGetVersion> Cached(string id) => [.. _cache.List(id).Keys];

    public Task<IReadOnlyList<StoredVersion>> ListAsync(string id, CancellationToken cancellationToken) => RecordListing.ListAsync(_packages, Source, id, cancellationToken);

    public async Task<IPackageContent?> OpenAsync(string id, NuGetVersion version, CancellationToken cancellationToken) =>
        (await _packages.OpenRemoteAsync(Source, id, version, cancellationToken))?.Content;

    public Task<IReadOnlyList<string>> FindAliasesAsync(string model, IReadOnlyList<string> stages, CancellationToken cancellationToken) =>
        new HistoryReader(_packages).Aliases.FindIdsAsync(Source, model, stages, cancellationToken);

    public async Task<NuGetVersion?> FindAsync(string id, IReadOnlyList<NuGetVersion> versions, CancellationToken cancellationToken)
    {
        NuGetVersion? found = null;
        await Confirmation.WaitAsync(
            async token =>
            {
                found = await IRecordStore.FirstAsync(this, id, versions, token);
                return found is not null;
            },
            _options,
            Source.IsLocal ? TimeSpan.Zero : _options.RefusalTimeout,
            () => PushFailure.NotShownYet(Source, $"'{id}' {versions[0].ToNormalizedString()}", _options.RefusalTimeout),
            cancellationToken);
        return found;
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
