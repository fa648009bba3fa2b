namespace ModelPack.Core.Layout.Onnx;

/// <summary>A message that holds a changed tensor, or is one: its length is written anew.</summary>
/// <param name="parent">The message around it, as an index into <see cref="TensorScan.Messages"/>; -1 for the model itself, which has no length.</param>
/// <param name="prefix">The length, as it is in the file.</param>
/// <param name="length">The length in bytes.</param>
internal sealed class OnnxMessage(int parent, ByteRange prefix, long length)
{
    /// <summary>The message around it, as an index into <see cref="TensorScan.Messages"/>; -1 for the model itself, which has no length.</summary>
    public int Parent { get; } = parent;

    /// <summary>The bytes that say its length; its content begins where they end.</summary>
    public ByteRange Prefix { get; } = prefix;

    /// <summary>The length in bytes.</summary>
    public long Length { get; } = length;

    /// <summary>What changes, where the message is a tensor.</summary>
    public TensorEdit? Edit { get; set; }
}
