namespace ModelPack.Core.Layout.Recipes;

/// <summary>A part of a recipe: bytes as they are, zeros, or a range of a shard.</summary>
/// <param name="Length">How many bytes of the author's file it gives; at least one.</param>
/// <param name="Literal">The bytes; empty for zeros and shards. Valid until the next part is read.</param>
/// <param name="Shard">The SHA-256 of the shard; <see langword="null"/> for bytes and zeros.</param>
/// <param name="Offset">The offset in the shard.</param>
internal readonly record struct RecipePart(long Length, ReadOnlyMemory<byte> Literal, string? Shard, long Offset);
