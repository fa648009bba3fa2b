using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace ModelPack.Core.Layout;

/// <summary>Reads the content of shards out of the author's files.</summary>
public static class ShardReader
{
    /// <summary>The most bytes that are read at once.</summary>
    public const int BufferSize = 1 << 20;

    /// <summary>Hands on the content of a shard, piece by piece.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="sink">Takes the bytes; the span is valid during the call only.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="IOException">A file cannot be read, or became shorter; also <see cref="UnauthorizedAccessException"/>.</exception>
    public static void Read(Shard shard, Action<ReadOnlySpan<byte>> sink, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        SafeFileHandle? file = null;
        string? opened = null;
        try
        {
            foreach (ShardPiece piece in shard.Pieces)
            {
                if (file is null || opened != piece.Data.File)
                {
                    file?.Dispose();
                    file = Open(piece.Data.File);
                    opened = piece.Data.File;
                }

                Read(file, piece.Data, buffer.AsSpan(0, BufferSize), sink, cancellationToken);
                Pad(piece.Padding, sink);
            }
        }
        finally
        {
            file?.Dispose();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The SHA-256 of a shard's content, read now: 64 lower case hexadecimal digits.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="IOException">A file cannot be read, or became shorter; also <see cref="UnauthorizedAccessException"/>.</exception>
    public static string Digest(Shard shard, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Read(shard, hash.AppendData, cancellationToken);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Opens an author's file to read ranges of it.</summary>
    internal static SafeFileHandle Open(string path) => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);

    /// <summary>Hands on a range of a file.</summary>
    internal static void Read(SafeFileHandle file, FileRange range, Span<byte> buffer, Action<ReadOnlySpan<byte>> sink, CancellationToken cancellationToken)
        => ReadWhile(
            file,
            range,
            buffer,
            bytes =>
            {
                sink(bytes);
                return true;
            },
            cancellationToken);

    /// <summary>Hands on a range of a file for as long as it is wanted.</summary>
    internal static void ReadWhile(SafeFileHandle file, FileRange range, Span<byte> buffer, Func<ReadOnlySpan<byte>, bool> sink, CancellationToken cancellationToken)
    {
        for (long position = range.Offset; position < range.End;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int read = RandomAccess.Read(file, buffer[..(int)Math.Min(buffer.Length, range.End - position)], position);
            if (read == 0)
            {
                throw new EndOfStreamException($"'{range.File}' has become shorter: it ends at byte {position}, and was to be read up to {range.End}.");
            }

            if (!sink(buffer[..read]))
            {
                return;
            }

            position += read;
        }
    }

    private static void Pad(int count, Action<ReadOnlySpan<byte>> sink)
    {
        Span<byte> zeros = stackalloc byte[512];
        zeros.Clear();
        for (; count > 0; count -= zeros.Length)
        {
            sink(zeros[..Math.Min(count, zeros.Length)]);
        }
    }
}
