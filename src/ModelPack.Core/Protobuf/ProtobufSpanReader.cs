using System.Buffers.Binary;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Protobuf;

/// <summary>
/// Reads protobuf's wire format from memory. Bad input gives one <see cref="ModelPackException"/>; nothing is allocated by a length in the data.
/// Source of the format: the protobuf encoding guide.
/// </summary>
internal ref struct ProtobufSpanReader
{
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly ReadOnlySpan<byte> _span;
    private readonly string _file;
    private readonly string _code;

    /// <param name="memory">One message.</param>
    /// <param name="file">The file it comes from, for the error.</param>
    /// <param name="code">The code of the error.</param>
    public ProtobufSpanReader(ReadOnlyMemory<byte> memory, string file, string code)
    {
        _memory = memory;
        _span = memory.Span;
        _file = file;
        _code = code;
        Position = 0;
    }

    public int Position { get; private set; }

    public readonly int Length => _span.Length;

    /// <summary>Reads the next field's key; <see langword="false"/> at the end of the message.</summary>
    public bool TryReadField(out int field, out ProtoWireType wireType)
    {
        if (Position >= _span.Length)
        {
            field = 0;
            wireType = default;
            return false;
        }

        ulong key = ReadVarint();
        field = (int)Math.Min(key >> 3, int.MaxValue);
        wireType = (ProtoWireType)(key & 7);
        if (field == 0)
        {
            throw Damaged("a field has the number 0");
        }

        return true;
    }

    public ulong ReadVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            if (Position >= _span.Length)
            {
                throw Damaged("it ends within a number");
            }

            byte b = _span[Position++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw Damaged("a number is longer than ten bytes");
    }

    public uint ReadFixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span);

    public ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8).Span);

    /// <summary>Reads a length-delimited field: bytes, text, a message, or packed numbers.</summary>
    public ReadOnlyMemory<byte> ReadBytes()
    {
        ulong length = ReadVarint();
        return length <= (ulong)(_span.Length - Position) ? Take((int)length) : throw Damaged("it ends within a field");
    }

    public void Expect(ProtoWireType actual, ProtoWireType expected)
    {
        if (actual != expected)
        {
            throw Damaged("a field has an unexpected wire type");
        }
    }

    public void Skip(ProtoWireType wireType)
    {
        switch (wireType)
        {
            case ProtoWireType.Varint:
                ReadVarint();
                break;
            case ProtoWireType.Fixed64:
                Take(8);
                break;
            case ProtoWireType.Bytes:
                ReadBytes();
                break;
            case ProtoWireType.Fixed32:
                Take(4);
                break;
            default:
                throw Damaged("a field has an unknown wire type");
        }
    }

    public readonly ModelPackException Damaged(string why) => new(new Problem(
        _code, $"'{Path.GetFileName(_file)}' is damaged: {why} (byte {Position} of {_span.Length}). Write the file again.", _file));

    private ReadOnlyMemory<byte> Take(int count)
    {
        if (count > _span.Length - Position)
        {
            throw Damaged("it ends within a field");
        }

        ReadOnlyMemory<byte> taken = _memory.Slice(Position, count);
        Position += count;
        return taken;
    }
}
