using System.Text;

namespace ModelPack.Core.Protobuf;

/// <summary>
/// Reads protobuf's wire format from a file, one field at a time. Nothing is read of a value that the caller does not ask for, and no length is
/// believed before it is compared with what is left. Unknown fields, any order and non-minimal varints are fine; groups are skipped.
/// </summary>
/// <remarks>
/// <code>while (reader.Next()) { switch (reader.Field) { … reader.Enter(); … reader.Leave(); } }</code>
/// Values that were not read are skipped by the next <see cref="Next"/>. Source: the protobuf documentation, "Encoding".
/// </remarks>
internal sealed class ProtoReader
{
    /// <summary>How many bytes of text a file may have altogether, where nothing else is said.</summary>
    public const long TextLimit = 64 * 1024 * 1024;

    /// <summary>How many messages may lie inside each other: protobuf's own default.</summary>
    public const int MaxDepth = 100;

    private readonly FileWindow _file;
    private readonly long[] _ends = new long[MaxDepth + 1];
    private readonly long _textLimit;
    private long _position;
    private long _valueEnd;
    private long _end;

    /// <summary>Begins at the start of the file.</summary>
    /// <param name="file">The file; its whole content is one message.</param>
    /// <param name="textLimit">How many bytes of text may be read altogether.</param>
    public ProtoReader(FileWindow file, long textLimit = TextLimit)
    {
        _file = file;
        _textLimit = textLimit;
        _end = file.Length;
    }

    /// <summary>How many messages surround the present one.</summary>
    public int Depth { get; private set; }

    /// <summary>The number of the present field.</summary>
    public int Field { get; private set; }

    /// <summary>The wire type of the present field.</summary>
    public ProtoWireType WireType { get; private set; }

    /// <summary>The value, for all wire types but <see cref="ProtoWireType.Bytes"/>.</summary>
    public ulong Value { get; private set; }

    /// <summary>The length of the value in bytes, for <see cref="ProtoWireType.Bytes"/>.</summary>
    public long Length { get; private set; }

    /// <summary>Where the value begins, in bytes from the start of the file, for <see cref="ProtoWireType.Bytes"/>.</summary>
    public long Start { get; private set; }

    /// <summary>Where the present field begins with its key, in bytes from the start of the file.</summary>
    public long FieldStart { get; private set; }

    /// <summary>Where the length of the value is written, for <see cref="ProtoWireType.Bytes"/>.</summary>
    public long LengthStart { get; private set; }

    /// <summary>Where the present field ends.</summary>
    public long FieldEnd => _valueEnd;

    /// <summary>How many bytes of text have been read.</summary>
    public long TextRead { get; private set; }

    /// <summary>Whether the present field is <see cref="ProtoWireType.Bytes"/>.</summary>
    public bool IsBytes => WireType == ProtoWireType.Bytes;

    /// <summary>Whether the present field is <see cref="ProtoWireType.Varint"/>.</summary>
    public bool IsVarint => WireType == ProtoWireType.Varint;

    /// <summary>Goes back to the start of the file, for another pass. What was read counts on.</summary>
    public void Restart()
    {
        Depth = 0;
        _position = 0;
        _valueEnd = 0;
        _end = _file.Length;
    }

    /// <summary>Goes to the next field of the present message.</summary>
    /// <returns><see langword="false"/> at the end of the message.</returns>
    /// <exception cref="ProtoFormatException">The bytes are no field.</exception>
    public bool Next()
    {
        while (true)
        {
            _position = _valueEnd;
            if (_position >= _end)
            {
                return false;
            }

            FieldStart = _position;
            (int field, int wireType) = ReadTag();
            if (wireType == 3)
            {
                SkipGroup(field);
                continue;
            }

            Field = field;
            ReadHead(wireType);
            return true;
        }
    }

    /// <summary>Goes into the present field, which holds a message; <see cref="Next"/> then gives its fields.</summary>
    public void Enter()
    {
        if (Depth == MaxDepth)
        {
            throw new ProtoFormatException(ProtoFault.TooDeep, _position, $"more than {MaxDepth} messages lie inside each other");
        }

        _ends[Depth++] = _end;
        _position = Start;
        _end = Start + Length;
        _valueEnd = Start;
    }

    /// <summary>Goes back to the message around the present one, behind the field that was entered.</summary>
    public void Leave()
    {
        _position = _end;
        _valueEnd = _end;
        _end = _ends[--Depth];
    }

    /// <summary>The next number of a packed field, or of a field that holds just one.</summary>
    public bool NextPacked(out ulong value)
    {
        if (_position >= _valueEnd)
        {
            value = 0;
            return false;
        }

        value = IsBytes ? ReadVarint(_valueEnd) : Value;
        _position = IsBytes ? _position : _valueEnd;
        return true;
    }

    /// <summary>The present field as text that the caller keeps; bytes that are no UTF-8 become U+FFFD.</summary>
    public string ReadText() => ReadTextAt(Start, Length, kept: true);

    /// <summary>Text that has been passed: <see cref="Start"/> and <see cref="Length"/> of its field were noted.</summary>
    /// <param name="start">Where it begins, in bytes from the start of the file.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="kept">Whether the caller keeps it, so that it counts.</param>
    public string ReadTextAt(long start, long length, bool kept)
    {
        if (kept || length > 4096)
        {
            // A string costs memory beyond its characters: many short names are no cheaper than a few long ones.
            Charge(length + 32);
        }

        Span<byte> bytes = length <= 512 ? stackalloc byte[512] : new byte[length];
        bytes = bytes[..(int)length];
        _file.Read(start, bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Counts memory that the caller keeps because of what it has read.</summary>
    /// <param name="bytes">How much, in bytes.</param>
    public void Charge(long bytes)
    {
        TextRead += bytes;
        if (TextRead > _textLimit)
        {
            throw new ProtoFormatException(ProtoFault.TooMuchText, Start, $"its names and descriptions exceed {_textLimit} bytes");
        }
    }

    private (int Field, int WireType) ReadTag()
    {
        long start = _position;
        ulong tag = ReadVarint(_end);
        if (tag > uint.MaxValue || tag >> 3 == 0)
        {
            throw Damaged(start, "no field has this number");
        }

        return ((int)(tag >> 3), (int)(tag & 7));
    }

    private void ReadHead(int wireType)
    {
        long start = _position;
        switch (wireType)
        {
            case 0:
                Value = ReadVarint(_end);
                Start = start;
                _valueEnd = _position;
                _position = start;
                break;
            case 1:
                Require(sizeof(ulong));
                Value = _file.ReadUInt64(_position);
                Start = start;
                _valueEnd = _position + sizeof(ulong);
                break;
            case 2:
                ulong length = ReadVarint(_end);
                if (length > (ulong)(_end - _position))
                {
                    throw Ends(start, $"a field of {length} bytes begins, but only {_end - _position} bytes are left");
                }

                LengthStart = start;
                Start = _position;
                Length = (long)length;
                _valueEnd = _position + Length;
                break;
            case 5:
                Require(sizeof(uint));
                Value = _file.ReadUInt32(_position);
                Start = start;
                _valueEnd = _position + sizeof(uint);
                break;
            default:
                throw Damaged(start, "no field is written in this way");
        }

        WireType = (ProtoWireType)wireType;
    }

    private void SkipGroup(int field)
    {
        Span<int> open = stackalloc int[MaxDepth];
        int depth = 0;
        open[depth++] = field;
        while (depth > 0)
        {
            (int inner, int wireType) = ReadTag();
            if (wireType == 3)
            {
                if (Depth + depth >= MaxDepth)
                {
                    throw new ProtoFormatException(ProtoFault.TooDeep, _position, $"more than {MaxDepth} messages lie inside each other");
                }

                open[depth++] = inner;
            }
            else if (wireType == 4)
            {
                if (open[--depth] != inner)
                {
                    throw Damaged(_position, "a group ends that did not begin");
                }
            }
            else
            {
                ReadHead(wireType);
                _position = _valueEnd;
            }
        }

        _valueEnd = _position;
    }

    private ulong ReadVarint(long end)
    {
        long start = _position;
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            if (_position >= end)
            {
                throw Ends(start, "it ends inside a number");
            }

            byte next = _file[_position++];
            value |= shift < 64 ? (ulong)(next & 0x7f) << shift : 0;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Damaged(start, "a number is longer than ten bytes");
    }

    private void Require(int bytes)
    {
        if (_end - _position < bytes)
        {
            throw Ends(_position, "it ends inside a number");
        }
    }

    private ProtoFormatException Ends(long position, string message)
        => new(Depth == 0 ? ProtoFault.Truncated : ProtoFault.Damaged, position, message);

    private static ProtoFormatException Damaged(long position, string message) => new(ProtoFault.Damaged, position, message);
}
