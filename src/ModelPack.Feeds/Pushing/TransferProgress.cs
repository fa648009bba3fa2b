using System.Collections.Concurrent;

namespace ModelPack.Feeds.Pushing;

/// <summary>Sums up how far the packages of one push are.</summary>
internal sealed class TransferProgress(IProgress<PushProgress>? progress, long total)
{
    private readonly ConcurrentDictionary<LocalPackage, long> _done = new(ReferenceEqualityComparer.Instance);
    private long _all;

    /// <summary>What is told how far a package is.</summary>
    public Action<long> Of(LocalPackage package) => done =>
    {
        long before = 0;
        _done.AddOrUpdate(package, done, (_, known) =>
        {
            before = known;
            return done;
        });
        long all = Interlocked.Add(ref _all, done - before);
        progress?.Report(new PushProgress(package.Id, package.Version, done, package.Length, all, total));
    };
}
