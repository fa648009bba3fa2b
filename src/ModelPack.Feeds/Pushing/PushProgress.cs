using NuGet.Versioning;

namespace ModelPack.Feeds.Pushing;

/// <summary>How far a push is.</summary>
/// <param name="Id">The id of the package that is sent.</param>
/// <param name="Version">Its version.</param>
/// <param name="Bytes">The bytes of it that were sent; fewer than before where a push starts again.</param>
/// <param name="Total">All its bytes.</param>
/// <param name="AllBytes">The bytes that were sent of all packages.</param>
/// <param name="AllTotal">The bytes of all packages that are to be sent, as far as that is known.</param>
public readonly record struct PushProgress(string Id, NuGetVersion Version, long Bytes, long Total, long AllBytes, long AllTotal);
