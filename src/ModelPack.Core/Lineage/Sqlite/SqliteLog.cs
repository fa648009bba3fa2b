using System.Buffers.Binary;

namespace ModelPack.Core.Lineage.Sqlite;

/// <summary>The write-ahead log beside a database: the latest committed state of each page in it. Frames whose checksum is wrong end it.</summary>
internal sealed class SqliteLog : IDisposable
{
    private const int HeaderSize = 32;
    private const int FrameHeaderSize = 24;

    private readonly FileStream _file;
    private readonly Dictionary<uint, long> _offsets = [];

    private SqliteLog(FileStream file) => _file = file;

    /// <summary>The number of pages of the database after the last commit.</summary>
    public long PageCount { get; private set; }

    /// <summary>Opens a log.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="pageSize">The size of the database's pages.</param>
    /// <returns><see langword="null"/> where there is none that holds anything.</returns>
    public static SqliteLog? Open(string path, int pageSize)
    {
        if (!Files.FileStamp.Read(path, follow: false).IsFile)
        {
            return null;
        }

        SqliteLog log = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16));
        log.Index(pageSize);
        if (log._offsets.Count > 0)
        {
            return log;
        }

        log.Dispose();
        return null;
    }

    /// <summary>Reads a page, where the log has it.</summary>
    public bool Read(uint number, byte[] page) =>
        _offsets.TryGetValue(number, out long offset) && RandomAccess.Read(_file.SafeFileHandle, page, offset) == page.Length;

    public void Dispose() => _file.Dispose();

    private void Index(int pageSize)
    {
        byte[] header = new byte[HeaderSize];
        if (_file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize)
        {
            return;
        }

        uint magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        if ((magic & ~1u) != 0x377f0682 || BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(8)) != pageSize)
        {
            return;
        }

        bool bigEndian = (magic & 1) != 0;
        (uint, uint) sum = Sum((0, 0), header.AsSpan(0, 24), bigEndian);
        if (sum != (BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(24)), BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(28))))
        {
            return;
        }

        Frames(header, pageSize, bigEndian, sum);
    }

    private void Frames(byte[] header, int pageSize, bool bigEndian, (uint, uint) sum)
    {
        Dictionary<uint, long> pending = [];
        byte[] frame = new byte[FrameHeaderSize + pageSize];
        long offset = HeaderSize;
        while (_file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            sum = Sum(Sum(sum, frame.AsSpan(0, 8), bigEndian), frame.AsSpan(FrameHeaderSize), bigEndian);
            if (!frame.AsSpan(8, 8).SequenceEqual(header.AsSpan(16, 8))
                || sum != (BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(16)), BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(20))))
            {
                return;
            }

            pending[BinaryPrimitives.ReadUInt32BigEndian(frame)] = offset + FrameHeaderSize;
            if (BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4)) is > 0 and uint count)
            {
                PageCount = count;
                foreach ((uint number, long place) in pending)
                {
                    _offsets[number] = place;
                }

                pending.Clear();
            }

            offset += frame.Length;
        }
    }

    private static (uint, uint) Sum((uint First, uint Second) sum, ReadOnlySpan<byte> data, bool bigEndian)
    {
        (uint first, uint second) = sum;
        for (int i = 0; i + 8 <= data.Length; i += 8)
        {
            unchecked
            {
                first += (bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(data[i..]) : BinaryPrimitives.ReadUInt32LittleEndian(data[i..])) + second;
                second += (bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(data[(i + 4)..]) : BinaryPrimitives.ReadUInt32LittleEndian(data[(i + 4)..])) + first;
            }
        }

        return (first, second);
    }
}
