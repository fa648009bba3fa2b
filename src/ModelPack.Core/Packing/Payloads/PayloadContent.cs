using System.IO.Hashing;
using System.Security.Cryptography;

namespace ModelPack.Core.Packing.Payloads;

/// <summary>Takes SHA-256 and CRC-32 of a content that passes by.</summary>
internal sealed class PayloadContent : IDisposable
{
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Crc32 _crc = new();

    /// <summary>The CRC-32 of what was added.</summary>
    public uint Crc => _crc.GetCurrentHashAsUInt32();

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        _sha256.AppendData(bytes);
        _crc.Append(bytes);
    }

    /// <summary>The SHA-256 of what was added, which it forgets.</summary>
    public string TakeSha256() => Convert.ToHexStringLower(_sha256.GetHashAndReset());

    public void Dispose() => _sha256.Dispose();
}
