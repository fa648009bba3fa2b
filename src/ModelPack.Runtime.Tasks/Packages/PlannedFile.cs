namespace ModelPack.Runtime.Tasks.Packages;

/// <summary>A file that a service gets.</summary>
/// <param name="Path">The path in the model's folder, with forward slashes.</param>
/// <param name="Source">The full path of the file to take.</param>
/// <param name="Sha256">The digest that its content must have.</param>
/// <param name="Size">Its size in bytes.</param>
internal sealed record PlannedFile(string Path, string Source, string Sha256, long Size)
{
    /// <summary>The shards that make up the content, in order; none where the model package or project has the file itself.</summary>
    public IReadOnlyList<PlannedPayload> Shards { get; init; } = [];

    /// <summary>Whether the source is made of several shards, in the store of the machine.</summary>
    public bool IsAssembled => Shards.Count > 1;

    /// <summary>Whether this is the manifest, which goes last.</summary>
    public bool IsManifest => Path == ModelManifest.FileName;
}
