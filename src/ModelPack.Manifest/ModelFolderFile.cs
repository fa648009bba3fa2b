namespace ModelPack;

/// <summary>A file in a service's model folder.</summary>
/// <param name="Path">The path in the folder, with forward slashes.</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="Sha256">The SHA-256: 64 lower case hexadecimal digits.</param>
/// <param name="Role">One of <see cref="ModelFileRoles"/>.</param>
/// <param name="Shards">The shards that it is the concatenation of, each in a payload package; <see langword="null"/> where the model package holds the file.</param>
public sealed record ModelFolderFile(string Path, long Size, string Sha256, string Role, IReadOnlyList<string>? Shards)
{
    /// <summary>Whether it is a shard that a graph refers to, and no file of the author's.</summary>
    public bool IsShard { get; init; }
}
