using ModelPack.Core.Content;

namespace ModelPack.Feeds.Remote.Ranges;

/// <summary>Reads a part of a remote file from its beginning to its end, in large pieces.</summary>
internal sealed class RangeStream(RemoteFile file, long position, long length) : ForwardStream
{
    private const int PieceLength = 4 << 20;

    private readonly long _end = position + length;
    private long _position = position;
    private ReadOnlyMemory<byte> _piece;

    public override int Read(Span<byte> buffer)
    {
        if (_piece.IsEmpty && _position < _end)
        {
            _piece = file.ReadAsync(_position, (int)Math.Min(PieceLength, _end - _position), keep: false, CancellationToken.None).GetAwaiter().GetResult();
        }

        return Take(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_piece.IsEmpty && _position < _end)
        {
            _piece = await file.ReadAsync(_position, (int)Math.Min(PieceLength, _end - _position), keep: false, cancellationToken);
        }

        return Take(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    private int Take(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _piece.Length);
        _piece.Span[..count].CopyTo(buffer);
        _piece = _piece[count..];
        _position += count;
        return count;
    }
}
