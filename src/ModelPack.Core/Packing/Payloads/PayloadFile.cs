using System.Buffers;
using ModelPack.Core.Content;
using ModelPack.Core.Layout;

using Microsoft.Win32.SafeHandles;

namespace ModelPack.Core.Packing.Payloads;

/// <summary>
/// Writes and checks the file of one payload package. It is written in one pass: content first, its names, which are its digest, afterwards.
/// </summary>
internal static class PayloadFile
{
    /// <summary>The size of the package with a content of some length.</summary>
    public static long Size(PayloadIdentity identity, long length)
    {
        (int head, int tail) = PayloadEnvelope.Lengths(identity, length);
        return head + length + tail;
    }

    /// <summary>Writes a package under a temporary name.</summary>
    /// <param name="identity">What names the package apart from its content.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="shard">The content.</param>
    /// <param name="known">The digest that the plan knows a range of the author's files by, where it does.</param>
    /// <param name="cancellationToken">Stops it; nothing is left then.</param>
    /// <exception cref="IOException">A file of the author's cannot be read, became shorter or has other content than the plan knows, or the package cannot be written; nothing is left then.</exception>
    public static (string File, string Sha256) Write(PayloadIdentity identity, string folder, Shard shard, Func<FileRange, string?> known, CancellationToken cancellationToken)
    {
        string temporary = TemporaryFiles.NewIn(folder);
        (int head, int tail) = PayloadEnvelope.Lengths(identity, shard.Length);
        try
        {
            // Reserved at once: a full disk is known before anything is read.
            using SafeFileHandle file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.None, head + shard.Length + tail);
            using PayloadContent passing = new();
            using PieceCheck pieces = new(shard, known);
            using RangeWriter writer = new(file, head);
            ShardReader.Read(shard, bytes =>
            {
                passing.Add(bytes);
                pieces.Add(bytes);
                writer.Write(bytes);
            }, cancellationToken);
            writer.Flush();
            string sha256 = passing.TakeSha256();
            pieces.End(sha256);
            PayloadEnvelope envelope = new(identity, sha256, shard.Length, passing.Crc);
            RandomAccess.Write(file, envelope.Head, 0);
            RandomAccess.Write(file, envelope.Tail, head + shard.Length);
            return (temporary, sha256);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            // How .NET reports a file that its system does not allow.
            File.Delete(temporary);
            throw new IOException($"A file of {head + shard.Length + tail} bytes is too large for the file system.", exception);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Opens the content of a package.</summary>
    /// <exception cref="IOException">The package cannot be read.</exception>
    public static RangeStream Open(string path, string sha256, long length) =>
        new(path, StoredZip.LocalHeader(new StoredEntry(PackageLayout.Shard(sha256), length, 0, 0)).Length, length);

    /// <summary>Whether a file is, byte for byte, the package that <see cref="Write"/> makes of a content.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool IsWhole(PayloadIdentity identity, string path, string sha256, long length, CancellationToken cancellationToken)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        (int head, int tail) = PayloadEnvelope.Lengths(identity, length);
        if (stream.Length != head + length + tail)
        {
            return false;
        }

        byte[] before = new byte[head];
        byte[] behind = new byte[tail];
        using PayloadContent passing = new();
        try
        {
            stream.ReadExactly(before);
            Read(stream, length, passing, cancellationToken);
            stream.ReadExactly(behind);
        }
        catch (EndOfStreamException)
        {
            // It became shorter meanwhile.
            return false;
        }

        PayloadEnvelope envelope = new(identity, sha256, length, passing.Crc);
        return passing.TakeSha256() == sha256 && before.AsSpan().SequenceEqual(envelope.Head) && behind.AsSpan().SequenceEqual(envelope.Tail);
    }

    private static void Read(Stream content, long length, PayloadContent passing, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ShardReader.BufferSize);
        try
        {
            while (length > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int read = content.Read(buffer, 0, (int)Math.Min(ShardReader.BufferSize, length));
                if (read == 0)
                {
                    throw new EndOfStreamException();
                }

                passing.Add(buffer.AsSpan(0, read));
                length -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
