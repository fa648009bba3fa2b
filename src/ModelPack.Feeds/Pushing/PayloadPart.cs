using System.Buffers.Binary;
using System.IO.Compression;

namespace ModelPack.Feeds.Pushing;

/// <summary>Where in a payload package its content is.</summary>
/// <param name="Entry">The content's name.</param>
/// <param name="Sha256">The content's digest, as the name says.</param>
/// <param name="Crc">The content's CRC-32, as the archive says.</param>
/// <param name="Length">The content's length.</param>
/// <param name="Head">The archive's first bytes, up to the content, where that comes first and is stored; empty otherwise.</param>
internal sealed record PayloadPart(string Entry, string Sha256, uint Crc, long Length, ReadOnlyMemory<byte> Head)
{
    private const int FixedHeader = 30;
    private const uint Signature = 0x04034b50;

    /// <summary>The longest head that payload packages have: header, name and the extra field for large files.</summary>
    public const int LongestHead = 256;

    /// <summary>Reads it.</summary>
    public static PayloadPart Read(FileStream file, ZipArchiveEntry entry, string sha256) => new(entry.FullName, sha256, entry.Crc32, entry.Length, ReadHead(file, entry));

    /// <summary>Whether the first bytes of a package say that a payload's content follows, stored, with its length.</summary>
    public static bool IsHeadOf(ReadOnlySpan<byte> bytes, ModelPayload payload)
    {
        byte[] name = System.Text.Encoding.UTF8.GetBytes(Core.Packing.PackageLayout.Shard(payload.Sha256.ToLowerInvariant()));
        return bytes.Length >= FixedHeader + name.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == Signature
            && BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) == 0
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[22..]) == payload.Size
            && BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) == name.Length
            && bytes.Slice(FixedHeader, name.Length).SequenceEqual(name);
    }

    // Source: the ZIP file format specification, 4.3.7.
    private static byte[] ReadHead(FileStream file, ZipArchiveEntry entry)
    {
        Span<byte> header = stackalloc byte[FixedHeader];
        if (RandomAccess.Read(file.SafeFileHandle, header, 0) < FixedHeader || BinaryPrimitives.ReadUInt32LittleEndian(header) != Signature)
        {
            return [];
        }

        bool isStored = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) == 0 && entry.CompressedLength == entry.Length;
        bool hasSizes = (BinaryPrimitives.ReadUInt16LittleEndian(header[6..]) & 8) == 0 && BinaryPrimitives.ReadUInt32LittleEndian(header[14..]) == entry.Crc32;
        byte[] head = new byte[FixedHeader + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..])];
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
        return isStored && hasSizes
            && RandomAccess.Read(file.SafeFileHandle, head, 0) == head.Length
            && head.AsSpan(FixedHeader, nameLength).SequenceEqual(System.Text.Encoding.UTF8.GetBytes(entry.FullName))
            ? head
            : [];
    }
}
