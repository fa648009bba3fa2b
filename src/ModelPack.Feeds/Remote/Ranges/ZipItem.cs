namespace ModelPack.Feeds.Remote.Ranges;

/// <summary>An entry of a remote package, as the archive's directory says.</summary>
/// <param name="RawName">Its name as the archive writes it.</param>
/// <param name="Method">How it is packed: 0 as it is, 8 deflated.</param>
/// <param name="Crc">The CRC-32 of the content.</param>
/// <param name="PackedSize">The bytes in the archive.</param>
/// <param name="Size">The bytes of the content.</param>
/// <param name="Header">Where its own header begins.</param>
/// <param name="ExtraLength">The length of its extra fields in the directory; those of its own header are about as long.</param>
internal sealed record ZipItem(byte[] RawName, int Method, uint Crc, long PackedSize, long Size, long Header, int ExtraLength);
