using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Layout;

namespace ModelPack.Core.Packing.Payloads;

/// <summary>Plans how the files of a model are laid out, and writes the payload packages that are not there yet.</summary>
/// <param name="settings">How large files are packed.</param>
/// <param name="folder">The output folder.</param>
/// <param name="memory">What is known of the author's files.</param>
/// <param name="threads">How many threads write.</param>
public sealed class PayloadPacker(PayloadSettings settings, PayloadFolder folder, DigestMemory memory, int threads)
{
    /// <summary>The threads that a machine has work for; more only wait for the disk.</summary>
    public static int MostThreads => Math.Min(Environment.ProcessorCount, 8);

    /// <summary>Plans and writes. Afterwards every shard has its digest, and a package under a temporary name where it is new.</summary>
    /// <param name="files">The files to pack.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ModelPackException">A tensor is too large, or the disk too small.</exception>
    /// <exception cref="IOException">A file cannot be read, changed meanwhile, or cannot be written; also <see cref="UnauthorizedAccessException"/>.</exception>
    public LayoutPlan Pack(IReadOnlyList<LayoutInput> files, CancellationToken cancellationToken)
    {
        LayoutPlan plan = LayoutPlanner.Plan([.. files.Select(file => file.WithDefault(settings.DefaultLayout))], settings.Options, memory, cancellationToken);
        ConcurrentBag<Shard> missing = [];
        InParallel(plan.Shards, (shard, token) =>
        {
            if (shard.Sha256 is not { } sha256 || !folder.Has(sha256, shard.Length, token))
            {
                missing.Add(shard);
            }
        }, cancellationToken);
        ExistingPayloads existing = new(folder);
        if (DiskSpace.Check(folder.Folder, missing.Where(shard => !existing.MayHold(shard)).Sum(shard => folder.FileSize(shard.Length)), "The payload packages", "pack to another one (dotnet pack -o)") is { } problem)
        {
            throw new ModelPackException(problem);
        }

        // The longest first: they end at about the same time then.
        InParallel(missing.OrderByDescending(shard => shard.Length), (shard, token) =>
        {
            if (existing.MayHold(shard) && existing.IsLikely)
            {
                shard.Sha256 = ShardReader.Digest(shard, token);
                memory.Remember(shard);
                if (existing.Confirm(folder.Has(shard.Sha256, shard.Length, token)))
                {
                    return;
                }
            }

            folder.Write(shard, memory.Find, token);
            memory.Remember(shard);
        }, cancellationToken);
        return plan;
    }

    /// <summary>Runs an action for each shard. The first failure stops the others, and is the one that is thrown.</summary>
    private void InParallel(IEnumerable<Shard> shards, Action<Shard, CancellationToken> action, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Exception? failure = null;
        Parallel.ForEach(
            Partitioner.Create(shards, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            (shard, loop) =>
            {
                try
                {
                    action(shard, stop.Token);
                }
                catch (Exception exception)
                {
                    // Thrown below: an AggregateException would hide it.
                    Interlocked.CompareExchange(ref failure, exception, null);
                    stop.Cancel();
                    loop.Stop();
                }
            });
        cancellationToken.ThrowIfCancellationRequested();
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
