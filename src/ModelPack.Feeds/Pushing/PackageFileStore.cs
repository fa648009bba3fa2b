using ModelPack.Core.Packages;
using ModelPack.Feeds.Records;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Pushing;

/// <summary>A package file that is to be pushed, as a source that has nothing else: its records are read and checked as those of a source are.</summary>
internal sealed class PackageFileStore(LocalPackage package) : IRecordStore
{
    public PackageSource Source { get; } = new(Path.GetDirectoryName(package.Path)!);

    public IReadOnlyList<NuGetVersion> Cached(string id) => [];

    public Task<IReadOnlyList<StoredVersion>> ListAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredVersion>>([new StoredVersion(package.Version, Published: null, IsThere: true)]);

    public Task<IPackageContent?> OpenAsync(string id, NuGetVersion version, CancellationToken cancellationToken) => Task.FromResult<IPackageContent?>(new NupkgContent(package.Path));

    public Task<StoreOutcome> PublishAsync(string nupkg, CancellationToken cancellationToken) => throw new NotSupportedException("A package file is only read.");
}
