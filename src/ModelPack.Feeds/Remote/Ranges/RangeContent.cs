using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Text;
using ModelPack.Core.Packages;
using ModelPack.Core.Packing;
using ModelPack.Feeds.Packages;

namespace ModelPack.Feeds.Remote.Ranges;

/// <summary>The content of a package that stays on its feed: its directory is read, and of its files those that are opened.</summary>
internal sealed class RangeContent : IPackageContent
{
    /// <summary>What is asked for first: the directory of most packages is in their last bytes.</summary>
    public const int EndBytes = 16 << 10;

    /// <summary>What is asked for first where the feed does not know "the last bytes".</summary>
    public const int HeadBytes = 4 << 10;

    private const int LocalHeaderLength = 30;
    private const int MaximumEntries = 100_000;
    private const int MaximumDirectory = 32 << 20;

    // The fields of an entry's own header may be longer than those in the directory.
    private const int Slack = 64;

    // Small documents are read while the package is opened, where waiting does not hold a thread.
    private const long Small = 256 << 10;

    private readonly RemoteFile _file;
    private readonly Dictionary<string, ZipItem> _items;
    private readonly long _directory;

    private RangeContent(RemoteFile file, string name, Dictionary<string, ZipItem> items, long directory)
    {
        _file = file;
        Name = name;
        _items = items;
        _directory = directory;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Entries => _items.Keys;

    /// <summary>Reads the directory of a package, and the small documents that are wanted.</summary>
    /// <param name="file">The package, of which the last bytes were read.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="documents">Files that are opened soon.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<RangeContent> OpenAsync(RemoteFile file, string name, IReadOnlyList<string> documents, CancellationToken cancellationToken)
    {
        try
        {
            ZipEnd end = await FindDirectory(file, cancellationToken);
            ReadOnlyMemory<byte> directory = await file.ReadAsync(end.Offset, (int)end.Size, keep: false, cancellationToken);
            RangeContent content = new(file, name, Index(file, ZipDirectoryReader.Read(directory.Span, end)), end.Offset);
            foreach (string document in documents)
            {
                if (content._items.TryGetValue(document, out ZipItem? item) && item.PackedSize <= Small)
                {
                    await content.FindData(item, withData: true, cancellationToken);
                }
            }

            return content;
        }
        catch (InvalidDataException exception)
        {
            throw file.Damaged("it is no sound zip archive", exception);
        }
    }

    /// <inheritdoc/>
    public bool Contains(string path) => _items.ContainsKey(path);

    /// <inheritdoc/>
    public long Length(string path) => Item(path).Size;

    /// <inheritdoc/>
    [SuppressMessage("Reliability", "CA2000", Justification = "Each stream owns the one that it reads.")]
    public Stream Open(string path)
    {
        ZipItem item = Item(path);
        try
        {
            // The interface is for archives on disk too, and does not wait asynchronously.
            long position = FindData(item, item.PackedSize <= Small, CancellationToken.None).GetAwaiter().GetResult();
            Stream packed = new RangeStream(_file, position, item.PackedSize);
            return new CheckedStream(item.Method == 0 ? packed : new DeflateStream(packed, CompressionMode.Decompress), item, what => _file.Damaged($"its file '{PackageCheck.Printable(path)}' {what}"));
        }
        catch (InvalidDataException exception)
        {
            throw _file.Damaged($"its file '{PackageCheck.Printable(path)}' cannot be read", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static async Task<ZipEnd> FindDirectory(RemoteFile file, CancellationToken cancellationToken)
    {
        int count = (int)Math.Min(file.Length, EndBytes);
        ReadOnlyMemory<byte> tail = await file.ReadAsync(file.Length - count, count, keep: true, cancellationToken);
        int at = ZipEnd.Find(tail.Span);
        if (at < 0 && file.Length > count)
        {
            // A long comment.
            count = (int)Math.Min(file.Length, ZipEnd.Longest);
            tail = await file.ReadAsync(file.Length - count, count, keep: true, cancellationToken);
            at = ZipEnd.Find(tail.Span);
        }

        if (at < 0)
        {
            throw new InvalidDataException("There is no directory.");
        }

        long position = file.Length - count + at;
        ZipEnd end = ZipEnd.Read(tail.Span[at..], position);
        if (end.IsLarge && position >= ZipEnd.LocatorLength)
        {
            long record = ZipEnd.ReadLocator((await file.ReadAsync(position - ZipEnd.LocatorLength, ZipEnd.LocatorLength, keep: false, cancellationToken)).Span);
            if (record < 0 || record > position - ZipEnd.LargeRecordLength)
            {
                throw new InvalidDataException("The end of the archive is damaged.");
            }

            end = ZipEnd.ReadLarge((await file.ReadAsync(record, ZipEnd.LargeRecordLength, keep: false, cancellationToken)).Span, record);
        }

        return end.Count > MaximumEntries || end.Size > MaximumDirectory
            ? throw file.Damaged($"its directory has {end.Count} entries in {end.Size} bytes")
            : end.Offset >= 0 && end.Size <= end.End && end.Offset <= end.End - end.Size ? end : throw new InvalidDataException("The directory lies outside the archive.");
    }

    private static Dictionary<string, ZipItem> Index(RemoteFile file, IReadOnlyList<ZipItem> items)
    {
        Dictionary<string, ZipItem> index = new(StringComparer.Ordinal);
        bool hasNuspec = false;
        foreach (ZipItem item in items)
        {
            string path = PackageParts.Name(Encoding.UTF8.GetString(item.RawName));
            if (PackageCheck.LeadsOut(path))
            {
                throw file.Damaged($"its entry '{PackageCheck.Printable(path)}' leads out of the package's folder");
            }

            hasNuspec |= !path.Contains('/', StringComparison.Ordinal) && path.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase);
            if (!PackageParts.IsPackaging(path) && !index.TryAdd(path, item))
            {
                throw file.Damaged($"it has the entry '{PackageCheck.Printable(path)}' twice");
            }
        }

        return hasNuspec ? index : throw file.Damaged("it has no nuspec");
    }

    /// <summary>Finds where the data of an entry begins, and reads it too where that is wanted.</summary>
    private async Task<long> FindData(ZipItem item, bool withData, CancellationToken cancellationToken)
    {
        long room = _directory - item.Header;
        long wanted = LocalHeaderLength + item.RawName.Length + item.ExtraLength + Slack + (withData ? item.PackedSize : 0);
        int count = (int)Math.Min(room, wanted);
        ReadOnlyMemory<byte> start = await _file.ReadAsync(item.Header, count, keep: true, cancellationToken);
        int name = LocalName(start.Span, item);
        int extra = BitConverter.ToUInt16(start.Span[28..]);
        long data = LocalHeaderLength + name + extra;
        if (data > room || item.PackedSize > room - data)
        {
            throw new InvalidDataException("An entry reaches into the directory.");
        }

        if (withData && data + item.PackedSize > count)
        {
            await _file.ReadAsync(item.Header + data, (int)item.PackedSize, keep: true, cancellationToken);
        }

        return item.Header + data;
    }

    private static int LocalName(ReadOnlySpan<byte> header, ZipItem item)
    {
        if (header.Length < LocalHeaderLength + item.RawName.Length || !header.StartsWith("PK\x03\x04"u8))
        {
            throw new InvalidDataException("An entry has no header.");
        }

        int name = BitConverter.ToUInt16(header[26..]);
        return name == item.RawName.Length && BitConverter.ToUInt16(header[8..]) == item.Method && header.Slice(LocalHeaderLength, name).SequenceEqual(item.RawName)
            ? name
            : throw new InvalidDataException("An entry is another one than the directory says.");
    }

    private ZipItem Item(string path) => _items.TryGetValue(path, out ZipItem? item) ? item : throw _file.Damaged($"it has no '{PackageCheck.Printable(path)}'");
}
