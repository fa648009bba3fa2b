using System.Buffers.Binary;
using System.IO.Hashing;

namespace ModelPack.Core.Lineage.Wandb;

/// <summary>
/// Reads the records of a transaction log, <c>run-*.wandb</c>: a header, then LevelDB's log blocks with zlib's checksum. A run that was killed leaves
/// a broken end; what precedes it is whole. Source: <c>wandb/sdk/internal/datastore.py</c> of wandb/wandb.
/// </summary>
internal static class WandbLogFile
{
    private const int BlockSize = 32768;
    private const int HeaderSize = 7;

    /// <summary>Longer than what any run logs at once.</summary>
    private const int MaximumRecord = 256 << 20;

    /// <summary>Whether a file begins as such a log does.</summary>
    public static bool Is(ReadOnlySpan<byte> head) => head.StartsWith(":W&B"u8);

    /// <summary>Goes through the records.</summary>
    /// <param name="stream">The log.</param>
    /// <param name="take">Gets each record.</param>
    /// <returns>The place where the log breaks off; <see langword="null"/> where it ends as it should.</returns>
    /// <exception cref="InvalidDataException">It is no such log.</exception>
    public static long? Read(Stream stream, Action<ReadOnlyMemory<byte>> take)
    {
        byte[] block = new byte[BlockSize];
        using MemoryStream record = new();
        bool open = false;
        for (long offset = 0; ; offset += BlockSize)
        {
            int length = stream.ReadAtLeast(block, BlockSize, throwOnEndOfStream: false);
            int at = 0;
            if (offset == 0)
            {
                at = HeaderSize;
                if (length < HeaderSize || !Is(block) || BinaryPrimitives.ReadUInt16LittleEndian(block.AsSpan(4)) != 0xBEE1 || block[6] != 0)
                {
                    throw new InvalidDataException("It is no log of Weights & Biases, or one of a newer version.");
                }
            }

            while (at + HeaderSize <= length)
            {
                int size = BinaryPrimitives.ReadUInt16LittleEndian(block.AsSpan(at + 4));
                byte type = block[at + 6];
                ReadOnlySpan<byte> checkedPart = size <= length - at - HeaderSize ? block.AsSpan(at + 6, 1 + size) : [];
                if (checkedPart.IsEmpty || type is < 1 or > 4 || Crc32.HashToUInt32(checkedPart) != BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(at))
                    || open != type is 3 or 4 || record.Length + size > MaximumRecord)
                {
                    return offset + at;
                }

                if (type is 1 or 2)
                {
                    record.SetLength(0);
                }

                record.Write(block, at + HeaderSize, size);
                open = type is 2 or 3;
                if (!open)
                {
                    take(record.ToArray());
                }

                at += HeaderSize + size;
            }

            if (length < BlockSize)
            {
                return open || at < length ? offset + at : null;
            }
        }
    }
}
