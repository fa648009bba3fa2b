using ModelPack.Core.Content;

namespace ModelPack.Core.Packages;

/// <summary>A file of a package that was opened for it alone, and is closed with it.</summary>
/// <param name="content">The package.</param>
/// <param name="path">The path of a file that it has.</param>
internal sealed class ContentStream(IPackageContent content, string path) : ForwardStream
{
    private readonly Stream _stream = content.Open(path);

    /// <inheritdoc/>
    public override long Length => _stream.Length;

    /// <inheritdoc/>
    public override long Position { get => _stream.Position; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => _stream.Read(buffer);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream.Dispose();
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
