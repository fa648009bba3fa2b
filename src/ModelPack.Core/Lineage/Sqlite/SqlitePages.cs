using System.Buffers.Binary;

namespace ModelPack.Core.Lineage.Sqlite;

/// <summary>
/// The pages of a database file, with what its write-ahead log has committed. Nothing is locked or written: what another process writes
/// meanwhile shows as damage. Source: "Database File Format" on sqlite.org.
/// </summary>
internal sealed class SqlitePages : IDisposable
{
    private const int HeaderSize = 100;
    private const int CachedPages = 256;

    private readonly FileStream _file;
    private readonly SqliteLog? _log;
    private readonly Dictionary<uint, byte[]> _cache = [];

    /// <summary>Opens a database.</summary>
    /// <param name="path">The full path.</param>
    /// <exception cref="SqliteException">It is none.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public SqlitePages(string path)
    {
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.RandomAccess);
        try
        {
            byte[] header = new byte[HeaderSize];
            if (_file.Length < HeaderSize || RandomAccess.Read(_file.SafeFileHandle, header, 0) < HeaderSize || !header.AsSpan().StartsWith("SQLite format 3\0"u8))
            {
                throw new SqliteException("It is no SQLite database.");
            }

            int size = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(16));
            Size = size == 1 ? 65536 : size;
            Usable = Size - header[20];
            if (Size < 512 || !int.IsPow2(Size) || Usable < 480)
            {
                throw new SqliteException("Its page size is impossible.");
            }

            if (header[19] > 2)
            {
                throw new SqliteException("It is of a newer version of the file format.");
            }

            Encoding = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(56)) switch
            {
                2 => System.Text.Encoding.Unicode,
                3 => System.Text.Encoding.BigEndianUnicode,
                _ => System.Text.Encoding.UTF8,
            };
            _log = header[19] == 2 ? SqliteLog.Open(path + "-wal", Size) : null;
            Count = Math.Max(_file.Length / Size, _log?.PageCount ?? 0);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The size of a page.</summary>
    public int Size { get; }

    /// <summary>The part of a page that holds data.</summary>
    public int Usable { get; }

    /// <summary>The encoding of texts.</summary>
    public System.Text.Encoding Encoding { get; }

    /// <summary>The number of pages.</summary>
    public long Count { get; }

    /// <summary>The content of a page.</summary>
    /// <param name="number">Its number, from 1.</param>
    public byte[] Read(uint number)
    {
        if (_cache.TryGetValue(number, out byte[]? page))
        {
            return page;
        }

        if (number == 0 || number > Count)
        {
            throw new SqliteException("It is damaged: a page is named that it has not got.");
        }

        page = new byte[Size];
        int read = _log?.Read(number, page) == true ? Size : RandomAccess.Read(_file.SafeFileHandle, page, (number - 1L) * Size);
        if (read < Size)
        {
            throw new SqliteException("It is cut short.");
        }

        if (_cache.Count >= CachedPages)
        {
            _cache.Clear();
        }

        _cache[number] = page;
        return page;
    }

    public void Dispose()
    {
        _log?.Dispose();
        _file.Dispose();
    }
}
