using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Remote;

namespace ModelPack.Feeds.Collecting;

/// <summary>A version of a package that is no payload.</summary>
/// <param name="Id">The package id.</param>
/// <param name="Published">What its source says of it.</param>
/// <param name="Manifest">Its manifest; <see langword="null"/> where it has none or it cannot be read.</param>
/// <param name="PackageSize">The size of the package.</param>
/// <param name="Problem">Why its manifest cannot be read.</param>
internal sealed record CollectedVersion(string Id, PublishedVersion Published, ModelManifest? Manifest, long? PackageSize, Problem? Problem)
{
    /// <summary>The package, to be compared.</summary>
    public PackageKey Key => new(Id, Published.Version.ToNormalizedString());

    /// <summary>Whether it is a version of a model, and not an alias, which has the manifest of another package.</summary>
    public bool IsModel => Manifest is { } manifest && manifest.Id.Equals(Id, StringComparison.OrdinalIgnoreCase);
}
