using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Remote;

/// <summary>A version that a source has, with what the source says of it.</summary>
/// <param name="Version">The version.</param>
/// <param name="Source">The source.</param>
/// <param name="Published">When it was published by the source's clock; <see langword="null"/> where that is not known, as of unlisted versions on some feeds.</param>
/// <param name="Listed">Whether searches show it; <see langword="null"/> where the source does not tell.</param>
/// <param name="Size">The size of the package in bytes, where the source tells.</param>
public sealed record PublishedVersion(NuGetVersion Version, PackageSource Source, DateTimeOffset? Published, bool? Listed, long? Size)
{
    /// <summary>The authors that the package names, where the source tells.</summary>
    public string? Authors { get; init; }

    /// <summary>The tags of the package, where the source tells.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Why the source marks it as deprecated, or <see langword="null"/>.</summary>
    public string? Deprecation { get; init; }

    /// <summary>Whether the source has the package itself: some list what their retention has deleted. <see langword="null"/> where that is not known.</summary>
    public bool? IsThere { get; init; }

    /// <summary>Its file, in a folder feed.</summary>
    public string? File { get; init; }

    /// <summary>What changes where the source put other content under this version, as far as its list tells.</summary>
    internal string Stamp { get; init; } = "";
}
