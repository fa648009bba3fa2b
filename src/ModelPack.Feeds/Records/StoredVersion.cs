using NuGet.Versioning;

namespace ModelPack.Feeds.Records;

/// <summary>A version of a package of records.</summary>
/// <param name="Version">The version.</param>
/// <param name="Published">When the source published it, where it tells.</param>
/// <param name="IsThere">
/// Whether the source has the package, and not only knows of it. Above the newest that is there, <see langword="false"/> is its answer to a request for the package just now.
/// </param>
internal sealed record StoredVersion(NuGetVersion Version, DateTimeOffset? Published, bool IsThere);
