namespace ModelPack.Core.Layout;

/// <summary>The content of one payload package, and where it is taken from.</summary>
/// <param name="pieces">Its pieces, in their order.</param>
public sealed class Shard(IReadOnlyList<ShardPiece> pieces)
{
    /// <summary>Its pieces, in their order.</summary>
    public IReadOnlyList<ShardPiece> Pieces { get; } = pieces;

    /// <summary>Its size in bytes.</summary>
    public long Length { get; } = pieces.Sum(piece => piece.Data.Length + piece.Padding);

    /// <summary>The SHA-256 of its content; <see langword="null"/> until it is read, which may be while it is written.</summary>
    public string? Sha256 { get; set; }
}
