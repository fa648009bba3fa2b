using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using NuGet.Versioning;

namespace ModelPack.Feeds.History;

/// <summary>A version of a model, with what its manifest and its feeds say of it.</summary>
public sealed record ModelVersion
{
    /// <summary>The version.</summary>
    public required NuGetVersion Version { get; init; }

    /// <summary>The names of the sources that have it, in the order of the configuration.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>When it was published, by the clock of the first source that tells.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>Whether searches show it; <see langword="null"/> where no source tells.</summary>
    public bool? Listed { get; init; }

    /// <summary>Whether the package is there; not so where a feed lists what its retention has deleted.</summary>
    public bool IsThere { get; init; } = true;

    /// <summary>Its manifest; <see langword="null"/> where it cannot be read (<see cref="Problem"/>), is gone, or is of no model package.</summary>
    public ModelManifest? Manifest { get; init; }

    /// <summary>The manifest's bytes, with the fields that this version of ModelPack does not know.</summary>
    public ReadOnlyMemory<byte> ManifestBytes { get; init; }

    /// <summary>Why the manifest cannot be read.</summary>
    public Problem? Problem { get; init; }

    /// <summary>Who made it: the author of the training, else the producer, else what the feed says.</summary>
    public string? Author { get; init; }

    /// <summary>The tags of its package, as the first source says that tells; <see langword="null"/> where none does.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The size of the package in bytes, where it is known.</summary>
    public long? PackageSize { get; init; }

    /// <summary>The bytes of all its files, each content once.</summary>
    public long? Size { get; init; }

    /// <summary>The bytes of those files whose content no earlier version has; of files cut into payloads, of those payloads.</summary>
    public long? NewBytes { get; init; }

    /// <summary>What it changes for callers, against the version before.</summary>
    public SignatureDifference Signature { get; init; } = new(SignatureChange.Unknown, null);

    /// <summary>The aliases that serve it.</summary>
    public IReadOnlyList<ModelAlias> Aliases { get; init; } = [];

    /// <summary>Why it was revoked, or <see langword="null"/>.</summary>
    public string? Revoked { get; init; }

    /// <summary>The record that revoked it, or <see langword="null"/>.</summary>
    public RevocationRecord? Revocation { get; init; }

    /// <summary>What was attested of it since it was packed, the oldest first: evaluations, corrections, validations, incidents, approvals, deprecations.</summary>
    public IReadOnlyList<VersionAttestation> Attestations { get; init; } = [];

    /// <summary>Why it is deprecated, by its feed or a record, or <see langword="null"/>.</summary>
    public string? Deprecated { get; init; }
}
