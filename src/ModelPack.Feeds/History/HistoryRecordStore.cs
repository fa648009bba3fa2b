using ModelPack.Core.Packages;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Remote;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.History;

/// <summary>Records of a source, for reading.</summary>
internal sealed class HistoryRecordStore(RemotePackages packages, PackageSource source) : IRecordStore
{
    public PackageSource Source => source;

    public IReadOnlyList<NuGetVersion> Cached(string id) => [];

    public Task<IReadOnlyList<StoredVersion>> ListAsync(string id, CancellationToken cancellationToken) => RecordListing.ListAsync(packages, source, id, cancellationToken);

    public async Task<IPackageContent?> OpenAsync(string id, NuGetVersion version, CancellationToken cancellationToken) =>
        (await packages.OpenRemoteAsync(source, id, version, cancellationToken))?.Content;

    public Task<StoreOutcome> PublishAsync(string nupkg, CancellationToken cancellationToken) => throw new NotSupportedException("Whoever looks at a history does not write it.");
}
