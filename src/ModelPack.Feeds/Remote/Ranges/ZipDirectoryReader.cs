using System.Buffers.Binary;

namespace ModelPack.Feeds.Remote.Ranges;

/// <summary>Reads the directory of a zip archive that is somewhere else. Source of the format: PKWARE's APPNOTE, 4.3.12 and 4.5.3.</summary>
internal static class ZipDirectoryReader
{
    private const int HeaderLength = 46;
    private const int LargeNumbers = 1;

    /// <summary>Reads all entries.</summary>
    /// <param name="directory">The bytes of the directory.</param>
    /// <param name="end">What the end of the archive says of it.</param>
    /// <exception cref="InvalidDataException">It is damaged, or an entry lies outside the archive.</exception>
    public static IReadOnlyList<ZipItem> Read(ReadOnlySpan<byte> directory, ZipEnd end)
    {
        List<ZipItem> items = [];
        while (!directory.IsEmpty)
        {
            if (directory.Length < HeaderLength || !directory.StartsWith("PK\x01\x02"u8) || items.Count >= end.Count)
            {
                throw Damaged();
            }

            int name = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]);
            int extra = BinaryPrimitives.ReadUInt16LittleEndian(directory[30..]);
            int comment = BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
            if (HeaderLength + name + extra + comment > directory.Length)
            {
                throw Damaged();
            }

            items.Add(ReadItem(directory[..HeaderLength], directory.Slice(HeaderLength, name), directory.Slice(HeaderLength + name, extra), end));
            directory = directory[(HeaderLength + name + extra + comment)..];
        }

        return items.Count == end.Count ? items : throw Damaged();
    }

    private static ZipItem ReadItem(ReadOnlySpan<byte> header, ReadOnlySpan<byte> name, ReadOnlySpan<byte> extra, ZipEnd end)
    {
        int flags = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]);
        int method = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]);
        long packed = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(header[24..]);
        long position = BinaryPrimitives.ReadUInt32LittleEndian(header[42..]);
        ReadOnlySpan<byte> large = LargeField(extra);
        // In this order, and only those that do not fit.
        size = Large(size, ref large);
        packed = Large(packed, ref large);
        position = Large(position, ref large);
        if ((flags & 1) != 0 || method is not (0 or 8))
        {
            throw new InvalidDataException("An entry is encrypted, or packed in a way that packages are not.");
        }

        return position >= 0 && packed >= 0 && size >= 0 && position < end.Offset && packed <= end.Offset - position && (method != 0 || packed == size)
            ? new ZipItem(name.ToArray(), method, BinaryPrimitives.ReadUInt32LittleEndian(header[16..]), packed, size, position, extra.Length)
            : throw new InvalidDataException("An entry lies outside the archive.");
    }

    private static ReadOnlySpan<byte> LargeField(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (length > extra.Length - 4)
            {
                break;
            }

            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == LargeNumbers)
            {
                return extra.Slice(4, length);
            }

            extra = extra[(4 + length)..];
        }

        return [];
    }

    private static long Large(long number, ref ReadOnlySpan<byte> field)
    {
        if (number != uint.MaxValue)
        {
            return number;
        }

        if (field.Length < sizeof(long))
        {
            throw Damaged();
        }

        number = BinaryPrimitives.ReadInt64LittleEndian(field);
        field = field[sizeof(long)..];
        return number;
    }

    private static InvalidDataException Damaged() => new("The directory of the archive is damaged.");
}
