namespace ModelPack.Runtime.Tasks.Packages;

/// <summary>A model that the project references: a <c>ModelPackPackage</c> item.</summary>
/// <param name="Id">The package id.</param>
/// <param name="Version">The version.</param>
/// <param name="Slot">The name of the model's folder.</param>
/// <param name="Digest">The model's digest as the package declares it; empty where it does not.</param>
/// <param name="Manifest">The full path of the manifest.</param>
/// <param name="FilesRoot">The folder of the package's files; empty for a project.</param>
/// <param name="FileMap">The list of files of a model project; empty for a package.</param>
internal sealed record PackageItem(string Id, string Version, string Slot, string Digest, string Manifest, string FilesRoot, string FileMap)
{
    /// <summary>The SHA-256 of the manifest as the package declares it; empty where it does not.</summary>
    public string ManifestSha256 { get; init; } = "";

    /// <summary>For an alias: the package id of the model that it serves; else empty.</summary>
    public string AliasOf { get; init; } = "";

    /// <summary>For an alias: the version of its own package; else empty.</summary>
    public string AliasVersion { get; init; } = "";

    /// <summary>For an alias: its stage; else empty.</summary>
    public string Stage { get; init; } = "";

    /// <summary>For a model project: the full path of the project file; else empty.</summary>
    public string Project { get; init; } = "";

    /// <summary>Whether it says that it is an alias.</summary>
    public bool IsAlias => AliasOf.Length > 0;

    /// <summary>The package id of the model: of an alias, that of what it serves.</summary>
    public string ModelId => IsAlias ? AliasOf : Id;

    /// <summary>Whether the files are the author's own, of a project in the same solution.</summary>
    public bool IsProject => FileMap.Length > 0;

    /// <summary>How messages name the model.</summary>
    public string Name => Version.Length > 0 ? $"{Id} {Version}" : Id;
}
