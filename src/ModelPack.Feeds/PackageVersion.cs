using NuGet.Versioning;

namespace ModelPack.Feeds;

/// <summary>A version of a package, and where it is.</summary>
/// <param name="Version">The version; its normalized form is what restores name.</param>
/// <param name="Sources">The names of the sources that have it, in the order of the configuration.</param>
/// <param name="Folder">Its folder in the package cache or a fallback folder, or <see langword="null"/> where it is in neither.</param>
public sealed record PackageVersion(NuGetVersion Version, IReadOnlyList<string> Sources, string? Folder);
