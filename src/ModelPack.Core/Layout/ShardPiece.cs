namespace ModelPack.Core.Layout;

/// <summary>A part of a shard: bytes of an author's file, and zeros behind them so that the next piece is aligned.</summary>
/// <param name="Data">The author's bytes.</param>
/// <param name="Padding">The number of zeros behind them; 0 for the last piece.</param>
public readonly record struct ShardPiece(FileRange Data, int Padding);
