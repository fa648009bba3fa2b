using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Sources;

/// <summary>One source. What it cannot do, it says with a <see cref="Core.Diagnostics.ModelPackException"/> that names it.</summary>
internal interface IFeed
{
    /// <summary>The source as it is configured.</summary>
    PackageSource Source { get; }

    /// <summary>Every version of an id, unlisted ones too, in any order; none where the feed has no such id.</summary>
    Task<IReadOnlyList<NuGetVersion>> ListVersionsAsync(string id, CancellationToken cancellationToken);

    /// <summary>Copies a package.</summary>
    /// <param name="id">The id.</param>
    /// <param name="version">The version.</param>
    /// <param name="destination">Where to; can seek, and is empty.</param>
    /// <param name="limit">The most bytes that are taken.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether the feed has it.</returns>
    Task<bool> CopyAsync(string id, NuGetVersion version, Stream destination, long limit, CancellationToken cancellationToken);
}
