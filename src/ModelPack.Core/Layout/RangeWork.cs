using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using ModelPack.Core.Content;

namespace ModelPack.Core.Layout;

/// <summary>Reads what a plan must know of the author's files, several ranges at once, and nothing that is remembered.</summary>
/// <param name="memory">What is remembered; learns the rest.</param>
/// <param name="cancellationToken">Stops the reading.</param>
internal sealed class RangeWork(DigestMemory memory, CancellationToken cancellationToken)
{
    private const int MostWorkers = 8;
    private const long BatchBytes = 8 << 20;

    private long _bytesRead;

    /// <summary>How many bytes of the author's files were read.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>The digest of a range that was asked for.</summary>
    public string Sha256(FileRange range) => memory.Find(range) ?? throw new InvalidOperationException("The range was not digested.");

    /// <summary>The cuts of a range that was asked for.</summary>
    public IReadOnlyList<long> Cuts(FileRange range, CutSizes sizes, long most)
        => memory.FindNumbers(range.File, CutsKey(range, sizes, most)) ?? throw new InvalidOperationException("The range was not cut.");

    /// <summary>Digests ranges, and cuts others by content.</summary>
    /// <exception cref="IOException">A file cannot be read; also <see cref="UnauthorizedAccessException"/>.</exception>
    public void Run(IEnumerable<FileRange> digests, IEnumerable<(FileRange Range, long Most)> cuts, CutSizes sizes)
    {
        List<Action<byte[]>> jobs = [];
        foreach ((FileRange range, long most) in cuts.Distinct())
        {
            string key = CutsKey(range, sizes, most);
            if (memory.FindNumbers(range.File, key) is null)
            {
                jobs.Add(buffer =>
                {
                    using SafeFileHandle file = ShardReader.Open(range.File);
                    memory.RememberNumbers(range.File, key, ContentCuts.Find(file, range, sizes, most, buffer, Count, cancellationToken));
                });
            }
        }

        foreach (List<FileRange> batch in Batches(digests))
        {
            jobs.Add(buffer => Digest(batch, buffer));
        }

        Run(jobs);
    }

    /// <summary>Runs jobs, each with a buffer of its own.</summary>
    public void Run(IReadOnlyList<Action<byte[]>> jobs)
    {
        ParallelOptions options = new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Math.Clamp(Environment.ProcessorCount, 2, MostWorkers) };
        try
        {
            Parallel.ForEach(Partitioner.Create(jobs, EnumerablePartitionerOptions.NoBuffering), options, job =>
            {
                byte[] buffer = ArrayPool<byte>.Shared.Rent(ShardReader.BufferSize);
                try
                {
                    job(buffer);
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            });
        }
        catch (AggregateException exception) when (exception.InnerExceptions.FirstOrDefault(inner => inner is IOException or UnauthorizedAccessException) is { } first)
        {
            // One unreadable file must not hide behind the others.
            throw new IOException(first.Message, first);
        }
    }

    /// <summary>Counts bytes that were read.</summary>
    public void Count(int bytes) => Interlocked.Add(ref _bytesRead, bytes);

    private static string CutsKey(FileRange range, CutSizes sizes, long most)
        => string.Create(CultureInfo.InvariantCulture, $"{ContentCuts.Version}:{range.Offset}:{range.Length}:{sizes.Least}:{sizes.Threshold}:{most}");

    private void Digest(List<FileRange> batch, byte[] buffer)
    {
        using SafeFileHandle file = ShardReader.Open(batch[0].File);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (FileRange range in batch)
        {
            ShardReader.Read(
                file,
                range,
                buffer,
                bytes =>
                {
                    Count(bytes.Length);
                    hash.AppendData(bytes);
                },
                cancellationToken);
            memory.Remember(range, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
    }

    /// <summary>Ranges of one file that lie together, so that the disk is read in order.</summary>
    private IEnumerable<List<FileRange>> Batches(IEnumerable<FileRange> ranges)
    {
        List<FileRange> batch = [];
        long bytes = 0;
        foreach (FileRange range in ranges.Distinct().Where(range => memory.Find(range) is null).OrderBy(range => range.File, StringComparer.Ordinal).ThenBy(range => range.Offset))
        {
            if (batch.Count > 0 && (batch[0].File != range.File || bytes + range.Length > BatchBytes))
            {
                yield return batch;
                batch = [];
                bytes = 0;
            }

            batch.Add(range);
            bytes += range.Length;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
