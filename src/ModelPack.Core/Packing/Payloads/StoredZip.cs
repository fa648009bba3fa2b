using System.Buffers.Binary;
using System.Text;

namespace ModelPack.Core.Packing.Payloads;

/// <summary>
/// The records of a ZIP file whose entries are stored and dated 1980-01-01. Sizes and offsets from 4 GiB on are in Zip64 fields, and only those.
/// Source: APPNOTE.TXT 6.3 (PKWARE), 4.3.7, 4.3.12 to 4.3.16 and 4.5.3.
/// </summary>
internal static class StoredZip
{
    private const ushort FirstDay = (1 << 5) | 1;
    private const ushort Utf8Names = 1 << 11;
    private const ushort Plain = 20;
    private const ushort Zip64 = 45;
    private const ushort Zip64Field = 1;

    /// <summary>The local header of an entry; its length depends on name and length of the entry only.</summary>
    public static byte[] LocalHeader(StoredEntry entry)
    {
        bool large = IsLarge(entry.Length);
        RecordWriter record = new();
        record.UInt32(0x04034b50);
        Common(record, entry, large);
        record.UInt16(large ? (ushort)20 : (ushort)0);
        record.Bytes(Encoding.UTF8.GetBytes(entry.Name));
        if (large)
        {
            record.UInt16(Zip64Field).UInt16(16).UInt64(entry.Length).UInt64(entry.Length);
        }

        return record.ToArray();
    }

    /// <summary>The central directory and the records that end the file.</summary>
    /// <param name="entries">All entries.</param>
    /// <param name="offset">Where the directory begins.</param>
    public static byte[] Directory(IReadOnlyList<StoredEntry> entries, long offset)
    {
        RecordWriter record = new();
        foreach (StoredEntry entry in entries)
        {
            DirectoryEntry(record, entry);
        }

        long length = record.Length;
        bool large = IsLarge(offset);
        if (large)
        {
            record.UInt32(0x06064b50).UInt64(44).UInt16(Zip64).UInt16(Zip64).UInt32(0).UInt32(0)
                .UInt64(entries.Count).UInt64(entries.Count).UInt64(length).UInt64(offset);
            record.UInt32(0x07064b50).UInt32(0).UInt64(offset + length).UInt32(1);
        }

        record.UInt32(0x06054b50).UInt16(0).UInt16(0).UInt16((ushort)entries.Count).UInt16((ushort)entries.Count)
            .UInt32((uint)length).UInt32(large ? uint.MaxValue : (uint)offset).UInt16(0);
        return record.ToArray();
    }

    private static bool IsLarge(long value) => value >= uint.MaxValue;

    private static void DirectoryEntry(RecordWriter record, StoredEntry entry)
    {
        bool large = IsLarge(entry.Length);
        bool far = IsLarge(entry.Offset);
        int extra = (large ? 16 : 0) + (far ? 8 : 0);
        record.UInt32(0x02014b50).UInt16(large || far ? Zip64 : Plain);
        Common(record, entry, large || far);
        record.UInt16(extra == 0 ? (ushort)0 : (ushort)(extra + 4)).UInt16(0).UInt16(0).UInt16(0).UInt32(0).UInt32(far ? uint.MaxValue : (uint)entry.Offset);
        record.Bytes(Encoding.UTF8.GetBytes(entry.Name));
        if (extra > 0)
        {
            record.UInt16(Zip64Field).UInt16((ushort)extra);
            if (large)
            {
                record.UInt64(entry.Length).UInt64(entry.Length);
            }

            if (far)
            {
                record.UInt64(entry.Offset);
            }
        }
    }

    /// <summary>What a local header and an entry of the directory have in common: from the version that reads it to the length of the name.</summary>
    private static void Common(RecordWriter record, StoredEntry entry, bool zip64)
    {
        uint size = IsLarge(entry.Length) ? uint.MaxValue : (uint)entry.Length;
        record.UInt16(zip64 ? Zip64 : Plain).UInt16(Ascii.IsValid(entry.Name) ? (ushort)0 : Utf8Names).UInt16(0).UInt16(0).UInt16(FirstDay)
            .UInt32(entry.Crc).UInt32(size).UInt32(size).UInt16((ushort)Encoding.UTF8.GetByteCount(entry.Name));
    }

    private sealed class RecordWriter
    {
        private readonly List<byte> _bytes = [];

        public int Length => _bytes.Count;

        public byte[] ToArray() => [.. _bytes];

        public void Bytes(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

        public RecordWriter UInt16(ushort value)
        {
            Span<byte> bytes = stackalloc byte[sizeof(ushort)];
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
            Bytes(bytes);
            return this;
        }

        public RecordWriter UInt32(uint value)
        {
            Span<byte> bytes = stackalloc byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
            Bytes(bytes);
            return this;
        }

        public RecordWriter UInt64(long value)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            Bytes(bytes);
            return this;
        }
    }
}
