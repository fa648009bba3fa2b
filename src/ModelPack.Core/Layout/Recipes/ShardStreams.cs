namespace ModelPack.Core.Layout.Recipes;

/// <summary>Opens shards and reads ranges of them; keeps the last few open.</summary>
/// <param name="open">Opens a shard by its SHA-256.</param>
internal sealed class ShardStreams(Func<string, Stream> open) : IDisposable
{
    private const int MostOpen = 16;

    private readonly Dictionary<string, (Stream Stream, long Position)> _streams = new(StringComparer.Ordinal);
    private readonly byte[] _buffer = new byte[ShardReader.BufferSize];

    /// <summary>Hands on a range of a shard.</summary>
    /// <exception cref="InvalidDataException">The shard is too short.</exception>
    public void Read(string sha256, long offset, long length, Action<ReadOnlySpan<byte>> sink, CancellationToken cancellationToken)
    {
        Stream stream = At(sha256, offset, cancellationToken);
        Hand(sha256, stream, length, sink, cancellationToken);
        _streams[sha256] = (stream, offset + length);
    }

    /// <summary>Hands on a whole shard.</summary>
    public void ReadAll(string sha256, Action<ReadOnlySpan<byte>> sink, CancellationToken cancellationToken)
    {
        using Stream stream = open(sha256);
        for (int read; (read = stream.Read(_buffer, 0, _buffer.Length)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sink(_buffer.AsSpan(0, read));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private Stream At(string sha256, long offset, CancellationToken cancellationToken)
    {
        if (_streams.TryGetValue(sha256, out (Stream Stream, long Position) opened) && !opened.Stream.CanSeek && opened.Position > offset)
        {
            _streams.Remove(sha256);
            opened.Stream.Dispose();
        }

        if (!_streams.TryGetValue(sha256, out opened))
        {
            if (_streams.Count == MostOpen)
            {
                Close();
            }

            opened = (open(sha256), 0);
            _streams[sha256] = opened;
        }

        if (!opened.Stream.CanSeek)
        {
            Hand(sha256, opened.Stream, offset - opened.Position, _ => { }, cancellationToken);
        }
        else if (offset <= opened.Stream.Length)
        {
            opened.Stream.Position = offset;
        }
        else
        {
            throw TooShort(sha256);
        }

        return opened.Stream;
    }

    private void Hand(string sha256, Stream stream, long length, Action<ReadOnlySpan<byte>> sink, CancellationToken cancellationToken)
    {
        while (length > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int read = stream.Read(_buffer, 0, (int)Math.Min(_buffer.Length, length));
            if (read == 0)
            {
                throw TooShort(sha256);
            }

            sink(_buffer.AsSpan(0, read));
            length -= read;
        }
    }

    private void Close()
    {
        foreach ((Stream stream, _) in _streams.Values)
        {
            stream.Dispose();
        }

        _streams.Clear();
    }

    private static InvalidDataException TooShort(string sha256) => new($"The shard {sha256} is shorter than is asked of it.");
}
