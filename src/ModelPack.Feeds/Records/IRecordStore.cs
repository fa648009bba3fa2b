using ModelPack.Core.Packages;
using ModelPack.Core.Records;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Records;

/// <summary>The packages of one source, as far as records need them. Nothing of the package cache: it may have other content from another source.</summary>
internal interface IRecordStore
{
    /// <summary>The source.</summary>
    PackageSource Source { get; }

    /// <summary>What time it is by the server of the source, as of its last answer; <see langword="null"/> where there is none.</summary>
    DateTimeOffset? Time => null;

    /// <summary>How many packages are read at once.</summary>
    int Concurrency => 8;

    /// <summary>What this machine read of histories of the source before; <see langword="null"/> where nothing is remembered of it.</summary>
    HistoryMemory? Histories => null;

    /// <summary>What keeps this machine from taking a number again: versions that its package cache has.</summary>
    IReadOnlyList<NuGetVersion> Cached(string id);

    /// <summary>Every version of an id that the source knows of.</summary>
    Task<IReadOnlyList<StoredVersion>> ListAsync(string id, CancellationToken cancellationToken);

    /// <summary>Opens a package, or <see langword="null"/> where the source has none.</summary>
    Task<IPackageContent?> OpenAsync(string id, NuGetVersion version, CancellationToken cancellationToken);

    /// <summary>
    /// Finds a version that the source has after all, by requests for the packages themselves, for as long as one that was just pushed may take to show. Its lists prove
    /// nothing: they lag behind, each by itself.
    /// </summary>
    /// <returns>The first of the versions that it has, or <see langword="null"/> where all are gone.</returns>
    Task<NuGetVersion?> FindAsync(string id, IReadOnlyList<NuGetVersion> versions, CancellationToken cancellationToken) => FirstAsync(this, id, versions, cancellationToken);

    /// <summary>The first of some versions that a source sends now.</summary>
    protected static async Task<NuGetVersion?> FirstAsync(IRecordStore store, string id, IReadOnlyList<NuGetVersion> versions, CancellationToken cancellationToken)
    {
        foreach (NuGetVersion version in versions)
        {
            using IPackageContent? content = await store.OpenAsync(id, version, cancellationToken);
            if (content is not null)
            {
                return version;
            }
        }

        return null;
    }

    /// <summary>The ids of packages that may be aliases of a model.</summary>
    Task<IReadOnlyList<string>> FindAliasesAsync(string model, IReadOnlyList<string> stages, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. stages.Select(stage => RecordPackages.Alias(model, stage))]);

    /// <summary>Publishes a package; what is there is never replaced.</summary>
    Task<StoreOutcome> PublishAsync(string nupkg, CancellationToken cancellationToken);
}
