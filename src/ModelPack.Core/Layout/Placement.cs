namespace ModelPack.Core.Layout;

/// <summary>Where the data of one tensor, or of several equal ones, lies.</summary>
/// <param name="data">The author's bytes that are stored.</param>
/// <param name="sha256">Their digest, where the plan needed it.</param>
internal sealed class Placement(FileRange data, string? sha256)
{
    private Shard? _shard;

    /// <summary>The author's bytes that are stored.</summary>
    public FileRange Data { get; } = data;

    /// <summary>Their digest, where the plan needed it.</summary>
    public string? Sha256 { get; } = sha256;

    /// <summary>The shard.</summary>
    public Shard Shard
    {
        get => _shard ?? throw new InvalidOperationException("The tensor has no shard yet.");
        set => _shard = value;
    }

    /// <summary>The offset in the shard.</summary>
    public long Offset { get; set; }
}
