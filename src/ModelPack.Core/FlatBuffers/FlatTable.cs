namespace ModelPack.Core.FlatBuffers;

/// <summary>A table of a <see cref="FlatBuffer"/>. Fields are numbered from 0 in the order of the schema; a union takes two.</summary>
internal readonly struct FlatTable
{
    private readonly FlatBuffer _buffer;
    private readonly long _table;
    private readonly long _vtable;
    private readonly int _vtableSize;

    internal FlatTable(FlatBuffer buffer, long table, long vtable, int vtableSize)
    {
        _buffer = buffer;
        _table = table;
        _vtable = vtable;
        _vtableSize = vtableSize;
    }

    /// <summary>A byte, or 0 where the field is absent.</summary>
    public byte Byte(int field) => Position(field) is { } position ? _buffer.ReadByte(position) : (byte)0;

    /// <summary>A 32-bit number, or 0 where the field is absent.</summary>
    public int Int32(int field) => Position(field) is { } position ? _buffer.ReadInt32(position) : 0;

    /// <summary>A 64-bit number, or <see langword="null"/> where the field is absent (FlatBuffers leave default values out).</summary>
    public long? Int64(int field) => Position(field) is { } position ? _buffer.ReadInt64(position) : null;

    /// <summary>Text, or <see langword="null"/> where the field is absent.</summary>
    public string? Text(int field) => Position(field) is { } position ? _buffer.Text(position) : null;

    /// <summary>A table, or <see langword="null"/> where the field is absent.</summary>
    public FlatTable? Table(int field) => Position(field) is { } position ? _buffer.Follow(position) : null;

    /// <summary>The tables of a vector; none where the field is absent.</summary>
    public IEnumerable<FlatTable> Tables(int field)
    {
        (long first, int count) = Vector(field, sizeof(uint));
        for (int i = 0; i < count; i++)
        {
            yield return _buffer.Follow(first + (long)i * sizeof(uint));
        }
    }

    /// <summary>The texts of a vector; none where the field is absent.</summary>
    public IEnumerable<string> Texts(int field)
    {
        (long first, int count) = Vector(field, sizeof(uint));
        for (int i = 0; i < count; i++)
        {
            yield return _buffer.Text(first + (long)i * sizeof(uint));
        }
    }

    /// <summary>The product of a vector of 64-bit numbers; 1 where the field is absent; <see langword="null"/> where a number is negative or the product too large.</summary>
    public long? Product(int field)
    {
        (long first, int count) = Vector(field, sizeof(long));
        if (count > FlatBuffer.MaxDepth)
        {
            return null;
        }

        long? product = 1;
        for (int i = 0; i < count; i++)
        {
            long factor = _buffer.ReadInt64(first + (long)i * sizeof(long));
            Int128 next = (Int128)(product ?? 0) * factor;
            product = product is null || factor < 0 || next > long.MaxValue ? null : (long)next;
        }

        return product;
    }

    private (long First, int Count) Vector(int field, int elementSize)
        => Position(field) is { } position ? _buffer.Vector(position, elementSize) : (0, 0);

    private long? Position(int field)
    {
        int entry = 4 + (2 * field);
        if (entry + 2 > _vtableSize)
        {
            return null;
        }

        int offset = _buffer.ReadUInt16(_vtable + entry);
        return offset == 0 ? null : _table + offset;
    }
}
