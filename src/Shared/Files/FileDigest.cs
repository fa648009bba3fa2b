using System.Buffers;
using System.Security.Cryptography;

namespace ModelPack.Files;

/// <summary>SHA-256 of files, without loading them.</summary>
internal static class FileDigest
{
    private const int BufferSize = 1 << 20;

    /// <summary>The SHA-256 of a file: 64 lower case hexadecimal digits.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string Compute(string path, CancellationToken cancellation) => Read(path, null, cancellation);

    /// <summary>Copies a file to one that must not exist, and gives the SHA-256 of what was copied.</summary>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static string Copy(string source, string destination, CancellationToken cancellation)
    {
        using FileStream target = new(destination, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        return Read(source, target, cancellation);
    }

    private static string Read(string path, FileStream? target, CancellationToken cancellation)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(stream.Length, 4096, BufferSize));
        try
        {
            for (int read; (read = stream.Read(buffer, 0, buffer.Length)) > 0;)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
                target?.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
