using System.Buffers.Binary;

namespace ModelPack.Core.Lineage.Sqlite;

/// <summary>Goes through the rows of a table, in the order of their ids.</summary>
/// <param name="pages">The pages of the database.</param>
/// <param name="root">The table's first page.</param>
internal sealed class SqliteTable(SqlitePages pages, uint root)
{
    private const int MaximumDepth = 24;

    /// <summary>MLflow's longest column is a text of some kilobytes.</summary>
    private const long MaximumPayload = 64L << 20;

    private long _visited;

    /// <summary>Reads all rows.</summary>
    /// <param name="row">Takes each row.</param>
    /// <param name="take">Is called for each row.</param>
    /// <exception cref="SqliteException">The table is damaged.</exception>
    public void Read(SqliteRow row, Action<SqliteRow> take)
    {
        _visited = 0;
        Page(root, 0, row, take);
    }

    /// <summary>SQLite's variable-length integer, big-endian, of up to nine bytes.</summary>
    internal static long Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (int i = 0; i < 9; i++)
        {
            if (at >= bytes.Length)
            {
                throw new SqliteException("It is damaged: a number breaks off.");
            }

            byte next = bytes[at++];
            if (i == 8)
            {
                return (long)((value << 8) | next);
            }

            value = (value << 7) | (next & 0x7Fu);
            if (next < 0x80)
            {
                break;
            }
        }

        return (long)value;
    }

    private void Page(uint number, int depth, SqliteRow row, Action<SqliteRow> take)
    {
        // Every page of a table is in it once.
        if (++_visited > pages.Count || depth > MaximumDepth)
        {
            throw new SqliteException("It is damaged: a table contains itself.");
        }

        byte[] page = pages.Read(number);
        int header = number == 1 ? 100 : 0;
        int cells = BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(header + 3));
        switch (page[header])
        {
            case 0x05:
                for (int i = 0; i < cells; i++)
                {
                    Page(BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(Cell(page, header + 12, i, 4))), depth + 1, row, take);
                }

                Page(BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(header + 8)), depth + 1, row, take);
                break;
            case 0x0D:
                for (int i = 0; i < cells; i++)
                {
                    Leaf(page, Cell(page, header + 8, i, 1), row);
                    take(row);
                }

                break;
            default:
                throw new SqliteException("It is damaged: a page of a table is none.");
        }
    }

    private int Cell(byte[] page, int pointers, int index, int least)
    {
        int pointer = pointers + (2 * index);
        int cell = pointer + 2 <= page.Length ? BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(pointer)) : 0;
        return cell == 0 || cell + least > pages.Usable ? throw new SqliteException("It is damaged: a row lies outside of its page.") : cell;
    }

    private void Leaf(byte[] page, int at, SqliteRow row)
    {
        long length = Varint(page, ref at);
        long id = Varint(page, ref at);
        if (length is < 0 or > MaximumPayload || length > pages.Count * pages.Size)
        {
            throw new SqliteException("It is damaged: a row is longer than the database.");
        }

        int most = pages.Usable - 35;
        int local = (int)length;
        if (length > most)
        {
            int least = ((pages.Usable - 12) * 32 / 255) - 23;
            int fits = least + (int)((length - least) % (pages.Usable - 4));
            local = fits <= most ? fits : least;
        }

        if (at + local + (local < length ? 4 : 0) > page.Length)
        {
            throw new SqliteException("It is damaged: a row lies outside of its page.");
        }

        byte[] payload = new byte[length];
        page.AsSpan(at, local).CopyTo(payload);
        uint next = local < length ? BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(at + local)) : 0;
        for (int filled = local; filled < length;)
        {
            byte[] overflow = pages.Read(next);
            int part = (int)Math.Min(length - filled, pages.Usable - 4);
            overflow.AsSpan(4, part).CopyTo(payload.AsSpan(filled));
            filled += part;
            next = BinaryPrimitives.ReadUInt32BigEndian(overflow);
        }

        row.Set(id, payload);
    }
}
