namespace ModelPack.Core.Layout.Onnx;

/// <summary>Copies a file with some of its bytes left out and others put in. References are a hundred bytes and what is between them is not much more, thus the buffer.</summary>
/// <param name="input">The file.</param>
/// <param name="output">Where to write.</param>
/// <param name="buffer">Holds what is not yet written.</param>
/// <param name="cancellationToken">Stops it.</param>
internal sealed class SpliceWriter(FileStream input, Stream output, byte[] buffer, CancellationToken cancellationToken)
{
    private int _count;

    /// <summary>Copies from where the last call ended.</summary>
    /// <param name="end">Where to stop, in bytes from the start of the file.</param>
    /// <exception cref="EndOfStreamException">The file has become shorter.</exception>
    public void CopyTo(long end)
    {
        for (long left = end - input.Position; left > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            FlushIfFull();
            int read = input.Read(buffer.AsSpan(_count, (int)Math.Min(left, buffer.Length - _count)));
            if (read == 0)
            {
                throw new EndOfStreamException($"'{input.Name}' became shorter while it was read.");
            }

            _count += read;
            left -= read;
        }
    }

    /// <summary>Leaves bytes of the file out.</summary>
    /// <param name="end">Where to go on, in bytes from the start of the file.</param>
    public void Skip(long end) => input.Position = end;

    /// <summary>Puts bytes in.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        foreach (byte next in bytes)
        {
            FlushIfFull();
            buffer[_count++] = next;
        }
    }

    /// <summary>Puts a number in, as protobuf writes it.</summary>
    public void WriteVarint(ulong value)
    {
        Span<byte> bytes = stackalloc byte[10];
        int count = 0;
        for (; value > 0x7f; value >>= 7)
        {
            bytes[count++] = (byte)(value | 0x80);
        }

        bytes[count++] = (byte)value;
        Write(bytes[..count]);
    }

    /// <summary>Writes what is pending.</summary>
    public void Flush()
    {
        output.Write(buffer.AsSpan(0, _count));
        _count = 0;
    }

    private void FlushIfFull()
    {
        if (_count == buffer.Length)
        {
            Flush();
        }
    }
}
