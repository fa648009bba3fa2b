using System.Buffers;

namespace ModelPack.Core.Protobuf;

/// <summary>Writes small protobuf messages. Source of the format: the protobuf encoding guide.</summary>
internal sealed class ProtoBuffer
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>A field that holds a number.</summary>
    public ProtoBuffer Varint(int field, long value)
    {
        WriteVarint((ulong)field << 3);
        WriteVarint((ulong)value);
        return this;
    }

    /// <summary>A field that holds bytes or text.</summary>
    public ProtoBuffer Bytes(int field, ReadOnlySpan<byte> value)
    {
        WriteVarint(((ulong)field << 3) | 2);
        WriteVarint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    /// <summary>A field that holds a message.</summary>
    public ProtoBuffer Message(int field, ProtoBuffer message) => Bytes(field, message._bytes.WrittenSpan);

    private void WriteVarint(ulong value)
    {
        for (; value > 0x7f; value >>= 7)
        {
            WriteByte((byte)(value | 0x80));
        }

        WriteByte((byte)value);
    }

    private void WriteByte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }
}
