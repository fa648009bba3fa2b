using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace ModelPack.Core.Protobuf;

/// <summary>
/// Random access to a file through one small buffer: what is skipped is never read, so that the structure of a file of many gigabytes is read in a
/// few kilobytes of memory. Positions are bytes from the start of the file. Not for concurrent use.
/// </summary>
internal sealed class FileWindow : IDisposable
{
    private const int Size = 8 * 1024;

    private readonly SafeFileHandle _file;
    private readonly byte[] _buffer = new byte[Size];
    private long _start;
    private int _count;

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read; also <see cref="UnauthorizedAccessException"/> and <see cref="NotSupportedException"/> (no regular file).</exception>
    public FileWindow(string path)
    {
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.None);
        try
        {
            Length = RandomAccess.GetLength(_file);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The size of the file in bytes, as it was when it was opened.</summary>
    public long Length { get; }

    /// <summary>The byte at a position below <see cref="Length"/>.</summary>
    /// <exception cref="EndOfStreamException">The file has become shorter.</exception>
    public byte this[long position]
    {
        get
        {
            long index = position - _start;
            if ((ulong)index >= (ulong)_count)
            {
                Fill(position);
                index = 0;
            }

            return _buffer[index];
        }
    }

    /// <summary>Fills all of <paramref name="destination"/> from a position on.</summary>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public void Read(long position, Span<byte> destination)
    {
        long index = position - _start;
        if (index >= 0 && index + destination.Length <= _count)
        {
            _buffer.AsSpan((int)index, destination.Length).CopyTo(destination);
            return;
        }

        if (destination.Length <= Size)
        {
            Fill(position);
            if (_count < destination.Length)
            {
                throw new EndOfStreamException();
            }

            _buffer.AsSpan(0, destination.Length).CopyTo(destination);
            return;
        }

        while (destination.Length > 0)
        {
            int read = RandomAccess.Read(_file, destination, position);
            if (read == 0)
            {
                throw new EndOfStreamException();
            }

            destination = destination[read..];
            position += read;
        }
    }

    /// <summary>The first bytes of the file, at most 4 KiB; valid until the next call of any member.</summary>
    public ReadOnlySpan<byte> Head()
    {
        if (Length == 0)
        {
            return [];
        }

        Fill(0);
        return _buffer.AsSpan(0, Math.Min(_count, 4096));
    }

    /// <summary>A little-endian 32-bit number.</summary>
    public uint ReadUInt32(long position)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        Read(position, bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    /// <summary>A little-endian 64-bit number.</summary>
    public ulong ReadUInt64(long position)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Read(position, bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Fill(long position)
    {
        _start = position;
        _count = 0;
        while (_count < Size)
        {
            int read = RandomAccess.Read(_file, _buffer.AsSpan(_count), position + _count);
            if (read == 0)
            {
                break;
            }

            _count += read;
        }

        if (_count == 0)
        {
            throw new EndOfStreamException();
        }
    }
}
