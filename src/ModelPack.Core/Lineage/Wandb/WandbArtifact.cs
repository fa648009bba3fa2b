namespace ModelPack.Core.Lineage.Wandb;

/// <summary>An artifact that a run logged or used.</summary>
/// <param name="Type">E.g. <c>model</c>, <c>dataset</c>.</param>
/// <param name="Name">The name, with the version where the run used it.</param>
/// <param name="Digest">The digest of its manifest.</param>
/// <param name="Used">Whether the run used it, rather than logged it.</param>
internal sealed record WandbArtifact(string Type, string Name, string? Digest, bool Used)
{
    public List<string> Aliases { get; } = [];

    /// <summary>Its files: path on the machine that logged them, and digest.</summary>
    public List<(string LocalPath, string Path, string Digest)> Files { get; } = [];
}
