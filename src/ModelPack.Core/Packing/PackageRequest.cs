using ModelPack.Core.Packing.Payloads;

namespace ModelPack.Core.Packing;

/// <summary>What to lay out.</summary>
public sealed class PackageRequest
{
    /// <summary>The full path of the project file.</summary>
    public required string ProjectFile { get; init; }

    /// <summary>The folder that the build wrote to.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Where the packages belong.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>How large files are packed; <see langword="null"/> leaves all files in the package.</summary>
    public PayloadSettings? Payloads { get; init; }

    /// <summary>The package id.</summary>
    public required string Id { get; init; }

    /// <summary>The normalized package version; with <c>--no-build</c> it may be another than that of the build.</summary>
    public required string Version { get; init; }

    /// <summary>The fingerprint of the build that this pack follows; <see langword="null"/> takes the last one, whatever it was.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Whether the caller wants no build: inputs that changed since are then an error of their own.</summary>
    public bool NoBuild { get; init; }

    /// <summary>The name of the readme to write; <see langword="null"/> where the project brings its own.</summary>
    public string? Readme { get; init; }

    /// <summary>The framework that gets an empty folder, e.g. <c>net10.0</c>; <see langword="null"/> where the project has an assembly.</summary>
    public string? PlaceholderFramework { get; init; }

    /// <summary>Whether the package gets a bill of materials.</summary>
    public bool Sbom { get; init; } = true;

    /// <summary>Whether the package gets a statement of how it was made.</summary>
    public bool Provenance { get; init; } = true;

    /// <summary><c>SOURCE_DATE_EPOCH</c>: Unix time in seconds.</summary>
    public long? SourceDateEpoch { get; init; }
}
