using ModelPack.Core.Layout;

namespace ModelPack.Core.Tests.Layout;

/// <summary>A shard of one piece as a stream over the author's file, so that no test writes gigabytes.</summary>
internal sealed class ShardStream : Stream
{
    private readonly FileStream _file;
    private readonly FileRange _range;

    public ShardStream(Shard shard)
    {
        _range = Assert.Single(shard.Pieces).Data;
        _file = File.OpenRead(_range.File);
        _file.Position = _range.Offset;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _range.Length;

    public override long Position
    {
        get => _file.Position - _range.Offset;
        set => _file.Position = _range.Offset + value;
    }

    public override int Read(byte[] buffer, int offset, int count) => _file.Read(buffer, offset, (int)Math.Min(count, Length - Position));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }
}
