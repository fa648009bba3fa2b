using NuGet.Versioning;

namespace ModelPack.Feeds.Collecting;

/// <summary>A package as it is compared: id and normalized version without case.</summary>
internal readonly record struct PackageKey
{
    /// <summary>Makes a key.</summary>
    public PackageKey(string id, string version)
    {
        Id = id.ToUpperInvariant();
        Version = NuGetVersion.TryParse(version, out NuGetVersion? parsed) ? parsed.ToNormalizedString().ToUpperInvariant() : version.ToUpperInvariant();
    }

    /// <summary>The id, in upper case.</summary>
    public string Id { get; }

    /// <summary>The version, in upper case.</summary>
    public string Version { get; }
}
