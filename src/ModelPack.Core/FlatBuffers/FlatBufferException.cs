namespace ModelPack.Core.FlatBuffers;

/// <summary>Bytes that are no FlatBuffer.</summary>
/// <param name="position">Where, in bytes from the start of the file.</param>
/// <param name="message">What is wrong, for a person; the end of a sentence.</param>
internal sealed class FlatBufferException(long position, string message) : FormatException(message)
{
    /// <summary>Where, in bytes from the start of the file.</summary>
    public long Position { get; } = position;
}
