namespace ModelPack.Core.Protobuf;

/// <summary>Bytes that are no protobuf message.</summary>
internal sealed class ProtoFormatException : FormatException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="position">Where, in bytes from the start of the file.</param>
    /// <param name="message">What is wrong, for a person; the end of a sentence.</param>
    public ProtoFormatException(ProtoFault fault, long position, string message)
        : base(message)
    {
        Fault = fault;
        Position = position;
    }

    /// <summary>What is wrong.</summary>
    public ProtoFault Fault { get; }

    /// <summary>Where, in bytes from the start of the file.</summary>
    public long Position { get; }
}
