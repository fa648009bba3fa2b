using NuGet.Versioning;

namespace ModelPack.Feeds;

/// <summary>How far a download is.</summary>
/// <param name="Id">The package's id.</param>
/// <param name="Version">The package's version.</param>
/// <param name="Bytes">The bytes that have arrived; fewer than before where a download starts again.</param>
/// <param name="Total">All bytes, or <see langword="null"/> where the source does not say.</param>
public readonly record struct FetchProgress(string Id, NuGetVersion Version, long Bytes, long? Total);
