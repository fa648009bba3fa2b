using ModelPack.Core.Content;

namespace ModelPack.Core.Packages;

/// <summary>A file of an archive: no more bytes than the archive states, and errors that name the package.</summary>
/// <param name="stream">The unpacked bytes.</param>
/// <param name="length">How many there are.</param>
/// <param name="package">The package's name.</param>
/// <param name="path">The file's path.</param>
internal sealed class EntryStream(Stream stream, long length, string package, string path) : ForwardStream
{
    private long _read;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long Position { get => _read; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = stream.Read(buffer);
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(exception.Message, exception);
        }
        catch (IOException exception)
        {
            throw PackageProblems.Unreadable(package, exception);
        }

        _read += read;
        return _read > length ? throw Damaged($"has more than the {length} bytes that the package states")
            : read == 0 && _read < length && !buffer.IsEmpty ? throw Damaged($"has {_read} bytes instead of the {length} that the package states")
            : read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }

    private Diagnostics.ModelPackException Damaged(string what, Exception? inner = null) => PackageProblems.Damaged(package, $"'{ModelPathRules.Printable(path)}' {what}.", inner);
}
