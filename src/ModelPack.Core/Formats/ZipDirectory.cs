using System.Text;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Formats;

/// <summary>
/// Lists the entries of a zip archive; nothing is unpacked, and no more is read than the first entries of the directory.
/// Source of the format: PKWARE's APPNOTE.
/// </summary>
internal static class ZipDirectory
{
    private const int EndBytes = 22;
    private const int EntryBytes = 46;
    private const int MaxEntries = 4096;
    private const int MaxNameBytes = 1024;
    private const int MaxComment = 65535;

    /// <summary>The first entries; where the directory cannot be read, the first of the file.</summary>
    public static IReadOnlyList<ZipEntry> List(FileWindow file)
    {
        List<ZipEntry> entries = [];
        if (Find(file) is not { } position)
        {
            return First(file) is { } only ? [only] : [];
        }

        while (entries.Count < MaxEntries && position <= file.Length - EntryBytes && file.ReadUInt32(position) == 0x02014b50)
        {
            int name = Number16(file, position + 28);
            if (name > file.Length - position - EntryBytes)
            {
                break;
            }

            entries.Add(new ZipEntry(Name(file, position + EntryBytes, name), Number16(file, position + 10), file.ReadUInt32(position + 42)));
            position += EntryBytes + name + Number16(file, position + 30) + Number16(file, position + 32);
        }

        return entries.Count > 0 || First(file) is not { } first ? entries : [first];
    }

    /// <summary>Where the data of an entry begins; <see langword="null"/> where that is not in the file.</summary>
    public static long? DataPosition(FileWindow file, ZipEntry entry)
    {
        long position = entry.HeaderPosition;
        return position <= file.Length - 30 && file.ReadUInt32(position) == 0x04034b50
            ? position + 30 + Number16(file, position + 26) + Number16(file, position + 28)
            : null;
    }

    private static long? Find(FileWindow file)
    {
        // The end record is the last thing in the file, but for a comment.
        int tail = (int)Math.Min(file.Length, EndBytes + MaxComment);
        if (tail < EndBytes)
        {
            return null;
        }

        byte[] bytes = new byte[tail];
        file.Read(file.Length - tail, bytes);
        int end = bytes.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || end > tail - EndBytes)
        {
            return null;
        }

        long at = file.Length - tail + end;
        uint start = file.ReadUInt32(at + 16);
        if (start != uint.MaxValue)
        {
            return start;
        }

        // Zip64: a locator before the record says where the large one lies.
        if (at < 20 || file.ReadUInt32(at - 20) != 0x07064b50)
        {
            return null;
        }

        ulong large = file.ReadUInt64(at - 12);
        return large <= (ulong)(file.Length - 56) && file.Length >= 56 && file.ReadUInt64((long)large + 48) is var far && far < (ulong)file.Length ? (long)far : null;
    }

    private static ZipEntry? First(FileWindow file)
    {
        if (file.Length < 30 || file.ReadUInt32(0) != 0x04034b50)
        {
            return null;
        }

        int name = (int)Math.Min(Number16(file, 26), file.Length - 30);
        return new ZipEntry(Name(file, 30, name), Number16(file, 8), 0);
    }

    private static int Number16(FileWindow file, long position) => file[position] | (file[position + 1] << 8);

    private static string Name(FileWindow file, long position, int length)
    {
        Span<byte> bytes = stackalloc byte[MaxNameBytes];
        bytes = bytes[..Math.Min(length, MaxNameBytes)];
        if (!bytes.IsEmpty)
        {
            file.Read(position, bytes);
        }

        return Encoding.UTF8.GetString(bytes).Replace('\\', '/');
    }
}
