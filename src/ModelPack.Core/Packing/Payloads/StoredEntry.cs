namespace ModelPack.Core.Packing.Payloads;

/// <summary>An entry of a <see cref="StoredZip"/>.</summary>
/// <param name="Name">Its name, with forward slashes.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Crc">The CRC-32 of its content.</param>
/// <param name="Offset">Where its local header begins.</param>
internal readonly record struct StoredEntry(string Name, long Length, uint Crc, long Offset);
