using NuGet.Versioning;

namespace ModelPack.Feeds.Unlisting;

/// <summary>A version that a source was asked to unlist.</summary>
/// <param name="Id">The id as the source spells it.</param>
/// <param name="Version">The version.</param>
/// <param name="IsConfirmed">Whether the source says that it is no longer listed; <see langword="false"/> where it does not tell of any version whether it is.</param>
public sealed record UnlistedPackage(string Id, NuGetVersion Version, bool IsConfirmed);
