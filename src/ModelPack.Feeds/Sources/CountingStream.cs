namespace ModelPack.Feeds.Sources;

/// <summary>Writes through, counts, and stops at a limit. It does not own what it writes to.</summary>
internal sealed class CountingStream(Stream inner, long limit, Action<long> report) : Stream
{
    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => true;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Require(count);
        inner.Write(buffer, offset, count);
        report(inner.Position);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Require(buffer.Length);
        inner.Write(buffer);
        report(inner.Position);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Require(buffer.Length);
        await inner.WriteAsync(buffer, cancellationToken);
        report(inner.Position);
    }

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void SetLength(long value) => inner.SetLength(value);

    private void Require(int count)
    {
        if (inner.Position + count > limit)
        {
            throw new AnswerTooLargeException();
        }
    }
}
