using Microsoft.AspNetCore.Http;

namespace ModelPack.Testing.Feeds;

/// <summary>An answer that is cut, or stands still, after some bytes.</summary>
internal sealed class BrokenBody(HttpContext context, Stream inner, FeedFault fault) : Stream
{
    private long _left = fault.Bytes;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = (int)Math.Min(_left, buffer.Length);
        await inner.WriteAsync(buffer[..count], cancellationToken);
        _left -= count;
        if (count == buffer.Length)
        {
            return;
        }

        await inner.FlushAsync(cancellationToken);
        if (fault.Kind == FaultKind.StallAnswer)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        }

        FeedFaults.Cut(context);
        throw new IOException("Cut.");
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
