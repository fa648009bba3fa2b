using System.Security.Cryptography;

namespace ModelPack.Core.Packages;

/// <summary>Copies bytes whose size and digest are known.</summary>
internal static class DigestedCopy
{
    /// <summary>Copies them.</summary>
    /// <exception cref="InvalidDataException">They are others.</exception>
    public static void Copy(Stream input, long size, string sha256, Stream output, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 17];
        long copied = 0;
        for (int read; (read = input.Read(buffer)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            copied += read;
            if (copied > size)
            {
                throw new InvalidDataException($"It has more than {size} bytes.");
            }

            hash.AppendData(buffer, 0, read);
            output.Write(buffer, 0, read);
        }

        string actual = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (copied != size || actual != sha256)
        {
            throw new InvalidDataException($"It has {copied} bytes and the SHA-256 {actual} instead of {size} bytes and {sha256}.");
        }
    }
}
