using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Pushing;

/// <summary>What packages are pushed to.</summary>
internal interface IPushTarget
{
    /// <summary>The source as it is configured.</summary>
    PackageSource Source { get; }

    /// <summary>Whether the source has a package with the same content.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It has the version with another content (MP5020), or does not answer.</exception>
    Task<bool> HasAsync(LocalPackage package, CancellationToken cancellationToken);

    /// <summary>Whether the source has a payload that is not on this machine.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It has another content under its id (MP5008), or does not answer.</exception>
    Task<bool> HasPayloadAsync(ModelPayload payload, CancellationToken cancellationToken);

    /// <summary>Whether the source lists a version.</summary>
    Task<bool> HasVersionAsync(string id, NuGetVersion version, CancellationToken cancellationToken);

    /// <summary>Gives a package to the source, which never overwrites one.</summary>
    /// <param name="package">The package.</param>
    /// <param name="report">Is told how many bytes of it were sent.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Core.Diagnostics.ModelPackException">It does not take it, with a code MP50xx.</exception>
    Task<PushOutcome> SendAsync(LocalPackage package, Action<long> report, CancellationToken cancellationToken);
}
