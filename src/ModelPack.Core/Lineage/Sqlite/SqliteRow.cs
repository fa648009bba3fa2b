using System.Buffers.Binary;
using System.Globalization;

namespace ModelPack.Core.Lineage.Sqlite;

/// <summary>A row: a record whose values are read when they are asked for. It holds until the next row is read.</summary>
internal sealed class SqliteRow
{
    private readonly System.Text.Encoding _encoding;
    private readonly int[] _columns;
    private readonly List<(long Type, int Offset, int Length)> _values = [];
    private byte[] _payload = [];
    private long _id;

    /// <param name="encoding">The encoding of texts.</param>
    /// <param name="columns">The place in the record of each column that is asked for; -1 where the table has no such column, -2 for the row's id.</param>
    public SqliteRow(System.Text.Encoding encoding, int[] columns) => (_encoding, _columns) = (encoding, columns);

    /// <summary>A text, also of a number; <see langword="null"/> for null.</summary>
    /// <param name="column">The index of the column, as it was asked for.</param>
    public string? Text(int column)
    {
        if (Find(column) is not { } value)
        {
            return _columns[column] == -2 ? _id.ToString(CultureInfo.InvariantCulture) : null;
        }

        return value.Type switch
        {
            0 => null,
            7 => Real(value).ToString("R", CultureInfo.InvariantCulture),
            <= 9 => Whole(value).ToString(CultureInfo.InvariantCulture),
            _ => _encoding.GetString(_payload, value.Offset, value.Length),
        };
    }

    /// <summary>A whole number; <see langword="null"/> for anything else.</summary>
    public long? Integer(int column)
    {
        if (Find(column) is not { } value)
        {
            return _columns[column] == -2 ? _id : null;
        }

        return value.Type switch
        {
            0 => null,
            7 => Real(value) is var real && real == Math.Floor(real) && Math.Abs(real) < 1e18 ? (long)real : null,
            <= 9 => Whole(value),
            _ => long.TryParse(Text(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null,
        };
    }

    /// <summary>A number; <see langword="null"/> for anything else.</summary>
    public double? Number(int column) => Find(column) switch
    {
        { Type: 7 } value => Real(value),
        { Type: >= 1 and <= 9 } value => Whole(value),
        { Type: 0 } or null => null,
        _ => ScalarValues.Double(Text(column)!),
    };

    /// <summary>Whether a text is this one, without making a string of it.</summary>
    /// <param name="column">The column.</param>
    /// <param name="text">The text in the database's encoding.</param>
    public bool Is(int column, ReadOnlySpan<byte> text) => Find(column) is { Type: >= 12 } value && _payload.AsSpan(value.Offset, value.Length).SequenceEqual(text);

    /// <summary>Takes the next record.</summary>
    internal void Set(long id, byte[] payload)
    {
        (_id, _payload) = (id, payload);
        _values.Clear();
        int at = 0;
        long end = SqliteTable.Varint(payload, ref at);
        if (end < at || end > payload.Length)
        {
            throw Damaged();
        }

        long offset = end;
        while (at < end)
        {
            long type = SqliteTable.Varint(payload, ref at);
            long length = type switch
            {
                0 or 8 or 9 => 0,
                >= 1 and <= 4 => type,
                5 => 6,
                6 or 7 => 8,
                >= 12 => (type - 12) / 2,
                _ => throw Damaged(),
            };
            if (length > payload.Length - offset)
            {
                throw Damaged();
            }

            _values.Add((type, (int)offset, (int)length));
            offset += length;
        }
    }

    private static SqliteException Damaged() => new("It is damaged: a record is longer than it can be.");

    private (long Type, int Offset, int Length)? Find(int column) =>
        _columns[column] is >= 0 and int place ? place < _values.Count ? _values[place] : (0, 0, 0) : null;

    private double Real((long Type, int Offset, int Length) value) => BinaryPrimitives.ReadDoubleBigEndian(_payload.AsSpan(value.Offset));

    private long Whole((long Type, int Offset, int Length) value)
    {
        if (value.Type >= 8)
        {
            return value.Type - 8;
        }

        long number = (sbyte)_payload[value.Offset];
        for (int i = 1; i < value.Length; i++)
        {
            number = (number << 8) | _payload[value.Offset + i];
        }

        return number;
    }
}
