using System.Text;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.FlatBuffers;

/// <summary>
/// A FlatBuffer in a file. Every position is checked before it is read. Parts may be shared in the format, so that a small file can describe
/// endlessly much: what is visited and what is kept are both limited.
/// </summary>
/// <remarks>Source: the FlatBuffers documentation, "Internals".</remarks>
/// <param name="file">The file.</param>
/// <param name="textLimit">How many bytes of text may be read altogether.</param>
internal sealed class FlatBuffer(FileWindow file, long textLimit = 64 * 1024 * 1024)
{
    /// <summary>How many tables may lie inside each other.</summary>
    public const int MaxDepth = 100;

    private long _visits;
    private long _text;

    /// <summary>The outermost table.</summary>
    public FlatTable Root() => Follow(0);

    /// <summary>The table that the offset at a position points to.</summary>
    public FlatTable Follow(long position)
    {
        // A table takes four bytes at least, so only shared ones exceed this.
        if (++_visits > file.Length)
        {
            throw new FlatBufferException(position, "its tables refer to each other too often");
        }

        long table = Target(position);
        Check(table, sizeof(int));
        long vtable = table - (int)file.ReadUInt32(table);
        Check(vtable, 4);
        int size = ReadUInt16(vtable);
        if (size < 4)
        {
            throw new FlatBufferException(vtable, "a table has no fields' positions");
        }

        Check(vtable, size);
        return new FlatTable(this, table, vtable, size);
    }

    /// <summary>The elements of the vector that the offset at a position points to.</summary>
    /// <param name="position">Where the offset is.</param>
    /// <param name="elementSize">The size of an element in bytes.</param>
    /// <returns>Where the first element is, and how many there are.</returns>
    public (long First, int Count) Vector(long position, int elementSize)
    {
        long vector = Target(position);
        Check(vector, sizeof(uint));
        uint count = file.ReadUInt32(vector);
        Check(vector + sizeof(uint), (long)count * elementSize);
        return count <= int.MaxValue ? (vector + sizeof(uint), (int)count) : throw new FlatBufferException(vector, "a list is longer than the format allows");
    }

    /// <summary>The text that the offset at a position points to; bytes that are no UTF-8 become U+FFFD.</summary>
    public string Text(long position)
    {
        (long first, int length) = Vector(position, 1);
        Charge(first, length + 32);
        Span<byte> bytes = length <= 512 ? stackalloc byte[512] : new byte[length];
        bytes = bytes[..length];
        file.Read(first, bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Counts memory that the caller keeps because of what it has read.</summary>
    /// <param name="position">Where it was read.</param>
    /// <param name="bytes">How much, in bytes.</param>
    public void Charge(long position, long bytes)
    {
        _text += bytes;
        if (_text > textLimit)
        {
            throw new FlatBufferException(position, $"its names and descriptions exceed {textLimit} bytes");
        }
    }

    /// <summary>A byte.</summary>
    public byte ReadByte(long position)
    {
        Check(position, 1);
        return file[position];
    }

    /// <summary>A little-endian 16-bit number.</summary>
    public int ReadUInt16(long position)
    {
        Check(position, 2);
        return file[position] | (file[position + 1] << 8);
    }

    /// <summary>A little-endian 32-bit number.</summary>
    public int ReadInt32(long position)
    {
        Check(position, sizeof(int));
        return (int)file.ReadUInt32(position);
    }

    /// <summary>A little-endian 64-bit number.</summary>
    public long ReadInt64(long position)
    {
        Check(position, sizeof(long));
        return (long)file.ReadUInt64(position);
    }

    private long Target(long position)
    {
        Check(position, sizeof(uint));
        uint offset = file.ReadUInt32(position);
        if (offset == 0)
        {
            throw new FlatBufferException(position, "an offset is zero");
        }

        return position + offset;
    }

    private void Check(long position, long length)
    {
        if (position < 0 || length < 0 || position > file.Length || length > file.Length - position)
        {
            throw new FlatBufferException(position, "an offset points outside the file");
        }
    }
}
