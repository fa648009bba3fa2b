using System.Collections.Concurrent;
using System.Security.Cryptography;

using ModelPack.Files;
using ModelPack.Runtime.Tasks.Diagnostics;
using ModelPack.Runtime.Tasks.Materialization;
using ModelPack.Runtime.Tasks.Packages;

namespace ModelPack.Runtime.Tasks.Store;

/// <summary>
/// Writes the shards of a file one after the other, digesting each shard and the whole on the way. Reading and digesting shards, and digesting and writing the
/// whole, go on side by side; the memory is that of a few buffers.
/// </summary>
internal sealed class ShardJoiner(PackageItem package, PlannedFile file, FileDigests digests)
{
    private const int BufferSize = 1 << 20;
    private const int BufferCount = 3;

    private readonly BlockingCollection<byte[]> _free = [];
    private readonly BlockingCollection<(byte[] Buffer, int Count)> _full = [];

    /// <summary>Writes the file, under a name that does not exist yet, down to the disk.</summary>
    /// <exception cref="RuntimeProblemException">A shard, or the whole, does not have its digest.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void WriteTo(string path, CancellationToken cancellation)
    {
        for (int i = 0; i < BufferCount; i++)
        {
            _free.Add(new byte[BufferSize], cancellation);
        }

        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task reading = Task.Run(() => ReadShards(stop.Token), CancellationToken.None);
        string digest = "";
        try
        {
            digest = Write(path, stop.Token);
        }
        finally
        {
            stop.Cancel();
            try
            {
                reading.GetAwaiter().GetResult();
            }
            catch (OperationCanceledException)
            {
                // It was stopped because the writing failed, or with us.
            }

            _free.Dispose();
            _full.Dispose();
        }

        cancellation.ThrowIfCancellationRequested();
        if (digest != file.Sha256)
        {
            throw new RuntimeProblemException(new RuntimeProblem(
                RuntimeDiagnosticCodes.LayoutRefused,
                $"The manifest of model '{package.Name}' says of '{file.Path}' that its shards have the SHA-256 {file.Sha256}, but they have {digest}, each being right by itself. Do not use this package; tell its author.",
                package.Manifest));
        }
    }

    private string Write(string path, CancellationToken cancellation)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using FileStream target = new(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0, PreallocationSize = file.Size });
        foreach ((byte[] buffer, int count) in _full.GetConsumingEnumerable(cancellation))
        {
            hash.AppendData(buffer, 0, count);
            target.Write(buffer, 0, count);
            _free.Add(buffer, cancellation);
        }

        cancellation.ThrowIfCancellationRequested();
        target.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private void ReadShards(CancellationToken cancellation)
    {
        try
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (PlannedPayload shard in file.Shards)
            {
                FileStamp before = FileStamp.Read(shard.File, follow: true);
                try
                {
                    ReadShard(shard, hash, cancellation);
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    throw PayloadProblems.Damaged(package, file, shard, exception);
                }

                if (Convert.ToHexStringLower(hash.GetHashAndReset()) != shard.Sha256)
                {
                    throw PayloadProblems.Damaged(package, file, shard);
                }

                digests.Remember(shard.File, before, shard.Sha256, isProject: false);
            }
        }
        finally
        {
            _full.CompleteAdding();
        }
    }

    private void ReadShard(PlannedPayload shard, IncrementalHash hash, CancellationToken cancellation)
    {
        using FileStream source = new(shard.File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        while (true)
        {
            byte[] buffer = _free.Take(cancellation);
            int count = source.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (count == 0)
            {
                _free.Add(buffer, cancellation);
                return;
            }

            hash.AppendData(buffer, 0, count);
            _full.Add((buffer, count), cancellation);
        }
    }
}
