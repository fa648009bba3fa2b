using ModelPack.Core.Layout.Onnx;

namespace ModelPack.Core.Layout;

/// <summary>When and how files are cut.</summary>
/// <param name="InlineLimit">What all packed files together may have, in bytes, so that they stay in the package as they are.</param>
/// <param name="ShardSize">What a shard has at most, in bytes; only a larger tensor makes a larger one.</param>
/// <param name="PayloadSizeLimit">What a payload package may have at most, in bytes: what the feed takes.</param>
public sealed record LayoutOptions(long InlineLimit, long ShardSize, long PayloadSizeLimit)
{
    /// <summary>A file of at most this size stays in the package as it is, in bytes. Tests make it smaller, to lay small models out.</summary>
    internal long SmallFile { get; init; } = 64 * 1024;

    /// <summary>A tensor of less than this size stays in its graph, in bytes. Tests make it smaller.</summary>
    internal long SmallTensor { get; init; } = OnnxTensorMap.LeastBytes;
}
