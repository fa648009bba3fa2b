namespace ModelPack.Core.Layout.Onnx;

/// <summary>Bytes of an <c>.onnx</c>.</summary>
/// <param name="Start">Where they begin, in bytes from the start of the file.</param>
/// <param name="End">Where they end.</param>
internal readonly record struct ByteRange(long Start, long End)
{
    /// <summary>How many there are.</summary>
    public long Length => End - Start;
}
