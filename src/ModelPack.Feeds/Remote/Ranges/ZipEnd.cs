using System.Buffers.Binary;

namespace ModelPack.Feeds.Remote.Ranges;

/// <summary>Where the directory of a zip archive is, from the records at its end. Source of the format: PKWARE's APPNOTE, 4.3.14 to 4.3.16.</summary>
/// <param name="Offset">Where the directory begins.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Count">How many entries it has.</param>
/// <param name="End">Where the records begin that follow it.</param>
internal readonly record struct ZipEnd(long Offset, long Size, long Count, long End)
{
    /// <summary>The longest that an end record and its comment can be.</summary>
    public const int Longest = RecordLength + ushort.MaxValue;

    /// <summary>The length of the locator that lies before the record in large archives.</summary>
    public const int LocatorLength = 20;

    /// <summary>The length of the record of large archives, less what may be appended to it.</summary>
    public const int LargeRecordLength = 56;

    private const int RecordLength = 22;

    /// <summary>Finds the end record in the last bytes of an archive.</summary>
    /// <returns>Its position in <paramref name="tail"/>, or -1.</returns>
    public static int Find(ReadOnlySpan<byte> tail)
    {
        for (int at = tail.Length - RecordLength; at >= 0; at--)
        {
            // The comment's length must fit: a comment may hold the signature too.
            if (tail[at..].StartsWith("PK\x05\x06"u8) && BinaryPrimitives.ReadUInt16LittleEndian(tail[(at + 20)..]) == tail.Length - at - RecordLength)
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Reads the end record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="position">Where it is in the archive.</param>
    public static ZipEnd Read(ReadOnlySpan<byte> record, long position) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(record[16..]),
        BinaryPrimitives.ReadUInt32LittleEndian(record[12..]),
        BinaryPrimitives.ReadUInt16LittleEndian(record[10..]),
        position);

    /// <summary>Whether the numbers are in the record of large archives.</summary>
    public bool IsLarge => Offset == uint.MaxValue || Size == uint.MaxValue || Count == ushort.MaxValue;

    /// <summary>Where the record of a large archive is.</summary>
    /// <exception cref="InvalidDataException">The locator is none.</exception>
    public static long ReadLocator(ReadOnlySpan<byte> locator) =>
        locator.StartsWith("PK\x06\x07"u8) && BinaryPrimitives.ReadUInt64LittleEndian(locator[8..]) is <= long.MaxValue and var position
            ? (long)position
            : throw new InvalidDataException("The end of the archive is damaged.");

    /// <summary>Reads the record of a large archive.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static ZipEnd ReadLarge(ReadOnlySpan<byte> record, long position)
    {
        if (!record.StartsWith("PK\x06\x06"u8))
        {
            throw new InvalidDataException("The end of the archive is damaged.");
        }

        ulong count = BinaryPrimitives.ReadUInt64LittleEndian(record[32..]);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(record[40..]);
        ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(record[48..]);
        return count <= long.MaxValue && size <= long.MaxValue && offset <= long.MaxValue
            ? new ZipEnd((long)offset, (long)size, (long)count, position)
            : throw new InvalidDataException("The end of the archive is damaged.");
    }
}
