using System.Buffers;
using ModelPack.Core.Content;

using Microsoft.Win32.SafeHandles;

namespace ModelPack.Core.Packing.Payloads;

/// <summary>
/// Writes and checks the file of one payload package. It is written in one pass: content first, its names, which are its digest, afterwards.
/// </summary>
internal static class PayloadFile
{
    private const int BufferSize = 1 << 20;

    /// <summary>The size of the package with a content of some length.</summary>
    public static long Size(PayloadIdentity identity, long length)
    {
        (int head, int tail) = PayloadEnvelope.Lengths(identity, length);
        return head + length + tail;
    }

    /// <summary>Writes a package under a temporary name.</summary>
    /// <param name="identity">What names the package apart from its content.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="content">The content.</param>
    /// <param name="length">Its length.</param>
    /// <param name="cancellationToken">Stops it; nothing is left then.</param>
    /// <exception cref="IOException">The content ends early, or the file cannot be written; nothing is left then.</exception>
    public static (string File, string Sha256) Write(PayloadIdentity identity, string folder, Stream content, long length, CancellationToken cancellationToken)
    {
        string temporary = TemporaryFiles.NewIn(folder);
        (int head, int tail) = PayloadEnvelope.Lengths(identity, length);
        try
        {
            // Reserved at once: a full disk is known before anything is read.
            using SafeFileHandle file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.None, head + length + tail);
            using PayloadContent passing = new();
            Copy(content, length, passing, (bytes, offset) => RandomAccess.Write(file, bytes.Span, head + offset), cancellationToken);
            string sha256 = passing.TakeSha256();
            PayloadEnvelope envelope = new(identity, sha256, length, passing.Crc);
            RandomAccess.Write(file, envelope.Head, 0);
            RandomAccess.Write(file, envelope.Tail, head + length);
            return (temporary, sha256);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

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
            Copy(stream, length, passing, static (_, _) => { }, cancellationToken);
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

    private static void Copy(Stream content, long length, PayloadContent passing, Action<ReadOnlyMemory<byte>, long> write, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (long offset = 0; offset < length;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int read = content.Read(buffer, 0, (int)Math.Min(BufferSize, length - offset));
                if (read == 0)
                {
                    throw new EndOfStreamException("The content ended early.");
                }

                passing.Add(buffer.AsSpan(0, read));
                write(buffer.AsMemory(0, read), offset);
                offset += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
