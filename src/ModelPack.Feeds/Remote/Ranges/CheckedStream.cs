using System.IO.Hashing;
using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Feeds.Remote.Ranges;

/// <summary>The unpacked content of an entry: exactly as many bytes as the directory says, with its checksum.</summary>
/// <param name="content">The unpacked bytes.</param>
/// <param name="item">What the directory says.</param>
/// <param name="fail">Makes the error out of what is wrong.</param>
internal sealed class CheckedStream(Stream content, ZipItem item, Func<string, ModelPackException> fail) : ForwardStream
{
    private readonly Crc32 _crc = new();
    private long _read;

    public override long Length => item.Size;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Check(buffer, content.Read(buffer));
        }
        catch (InvalidDataException)
        {
            throw fail("cannot be unpacked");
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            int read = await content.ReadAsync(buffer, cancellationToken);
            return Check(buffer.Span, read);
        }
        catch (InvalidDataException)
        {
            throw fail("cannot be unpacked");
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Check(ReadOnlySpan<byte> buffer, int read)
    {
        _read += read;
        if (_read > item.Size)
        {
            throw fail($"has more than the {item.Size} bytes that the package states");
        }

        _crc.Append(buffer[..read]);
        return read > 0 || buffer.IsEmpty ? read
            : _read < item.Size ? throw fail($"has {_read} bytes instead of the {item.Size} that the package states")
            : _crc.GetCurrentHashAsUInt32() == item.Crc ? 0
            : throw fail("has another checksum than the package states");
    }
}
