using ModelPack.Feeds.Records;
using NuGet.Versioning;

namespace ModelPack.Feeds.Tests.Promotion;

/// <summary>A source as it is; what differs is overridden.</summary>
internal class WrappedStore(IRecordStore store) : IRecordStore
{
    public NuGet.Configuration.PackageSource Source => store.Source;

    public IReadOnlyList<NuGetVersion> Cached(string id) => store.Cached(id);

    public virtual Task<IReadOnlyList<StoredVersion>> ListAsync(string id, CancellationToken cancellationToken) => store.ListAsync(id, cancellationToken);

    public virtual Task<ModelPack.Core.Packages.IPackageContent?> OpenAsync(string id, NuGetVersion version, CancellationToken cancellationToken) => store.OpenAsync(id, version, cancellationToken);

    public virtual Task<StoreOutcome> PublishAsync(string nupkg, CancellationToken cancellationToken) => store.PublishAsync(nupkg, cancellationToken);
}
