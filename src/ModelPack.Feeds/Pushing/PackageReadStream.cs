using System.IO.Hashing;

namespace ModelPack.Feeds.Pushing;

/// <summary>
/// Reads a package that is sent away. The content of a payload is checked on the way by its CRC-32, which costs next to nothing: what a disk has damaged is never sent to its
/// end. Who restores it checks the digest.
/// </summary>
internal sealed class PackageReadStream : IDisposable
{
    private const int BufferSize = 1 << 17;

    private readonly LocalPackage _package;
    private readonly FileStream _file;
    private readonly Crc32? _crc;

    /// <summary>Opens a package.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is another file than before (MP5026).</exception>
    public PackageReadStream(LocalPackage package)
    {
        _package = package;
        _file = new FileStream(package.Path, new FileStreamOptions { Mode = FileMode.Open, Share = FileShare.Read | FileShare.Delete, BufferSize = 0, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
        _crc = package.Payload is { Head.Length: > 0 } ? new Crc32() : null;
        if (_file.Length != package.Length)
        {
            _file.Dispose();
            throw package.Changed();
        }
    }

    /// <summary>Copies all of it.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="report">Is told how many bytes were copied.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task CopyToAsync(Stream destination, Action<long> report, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferSize];
        long done = 0;
        int read;
        while ((read = await _file.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (done + read > _package.Length || !Check(done, buffer.AsSpan(0, read)))
            {
                throw _package.Changed();
            }

            await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            done += read;
            report(done);
        }

        if (done != _package.Length)
        {
            throw _package.Changed();
        }
    }

    public void Dispose() => _file.Dispose();

    private bool Check(long position, ReadOnlySpan<byte> bytes)
    {
        if (_package.Payload is not { } payload || _crc is null)
        {
            return true;
        }

        long start = payload.Head.Length;
        long end = start + payload.Length;
        long from = Math.Clamp(position, start, end);
        long to = Math.Clamp(position + bytes.Length, start, end);
        _crc.Append(bytes[(int)(from - position)..Math.Max((int)(from - position), (int)(to - position))]);
        bool isLast = position < end && position + bytes.Length >= end;
        return !isLast || _crc.GetCurrentHashAsUInt32() == payload.Crc;
    }
}
