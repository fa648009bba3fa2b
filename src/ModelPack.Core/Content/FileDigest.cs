using System.Buffers;
using System.Security.Cryptography;

namespace ModelPack.Core.Content;

/// <summary>SHA-256 of files, streaming: memory does not grow with the file.</summary>
public static class FileDigest
{
    private const int BufferSize = 1 << 20;

    /// <summary>The SHA-256 of a file: 64 lower case hexadecimal digits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read.</exception>
    public static string Sha256(string path, CancellationToken cancellationToken = default) => Read(path, null, cancellationToken);

    /// <summary>Copies a file and digests what is written, in one pass.</summary>
    /// <param name="source">The file to read.</param>
    /// <param name="target">The file to write; an existing one is replaced.</param>
    /// <param name="cancellationToken">Stops between two blocks; the target is then incomplete.</param>
    /// <returns>The SHA-256 of the copy: 64 lower case hexadecimal digits.</returns>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file cannot be read or written.</exception>
    public static string Copy(string source, string target, CancellationToken cancellationToken = default)
    {
        using FileStream copy = new(target, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        return Read(source, copy, cancellationToken);
    }

    private static string Read(string path, FileStream? copy, CancellationToken cancellationToken)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(stream.Length, 4096, BufferSize));
        try
        {
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
                copy?.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
