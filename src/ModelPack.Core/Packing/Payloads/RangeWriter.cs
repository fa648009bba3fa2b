using System.Buffers;

using Microsoft.Win32.SafeHandles;

namespace ModelPack.Core.Packing.Payloads;

/// <summary>Writes to a file from an offset on. Small pieces are collected, large ones pass by.</summary>
/// <param name="file">The file.</param>
/// <param name="offset">Where to begin.</param>
internal sealed class RangeWriter(SafeFileHandle file, long offset) : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly byte[] _pending = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _count;

    /// <summary>Appends bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_count + bytes.Length > BufferSize)
        {
            Flush();
        }

        if (bytes.Length >= BufferSize)
        {
            RandomAccess.Write(file, bytes, offset);
            offset += bytes.Length;
        }
        else
        {
            bytes.CopyTo(_pending.AsSpan(_count));
            _count += bytes.Length;
        }
    }

    /// <summary>Writes what is collected.</summary>
    public void Flush()
    {
        RandomAccess.Write(file, _pending.AsSpan(0, _count), offset);
        offset += _count;
        _count = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_pending);
}
