namespace ModelPack.Core.Layout;

/// <summary>When and how files are cut.</summary>
/// <param name="InlineLimit">What all packed files together may have, in bytes, so that they stay in the package as they are.</param>
/// <param name="ShardSize">What a shard has at most, in bytes; only a larger tensor makes a larger one.</param>
/// <param name="PayloadSizeLimit">What a payload package may have at most, in bytes: what the feed takes.</param>
public sealed record LayoutOptions(long InlineLimit, long ShardSize, long PayloadSizeLimit);
