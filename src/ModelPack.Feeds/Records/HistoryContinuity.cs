using System.Collections.Concurrent;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Core.Records;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;

namespace ModelPack.Feeds.Records;

/// <summary>
/// Holds the newest history of an id against the other versions that are there, and against what this machine read before. Each version was published on top of the one
/// before, and whoever pushes several can make them fit each other: so all count, not the last two.
/// </summary>
internal static class HistoryContinuity
{
    private const int MostNewest = 100;
    private const int MostSpread = 100;

    /// <summary>The number to read up to: what this machine saw of the source counts, where its list lags behind.</summary>
    /// <param name="store">The source.</param>
    /// <param name="id">The id of the package.</param>
    /// <param name="newest">The newest number that is listed; 0 for none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The number of a version that is there and not listed, else 0.</returns>
    /// <exception cref="ModelPackException">The source had a newer version, and has it no more (MP5061).</exception>
    public static async Task<int> FindUnlistedAsync(IRecordStore store, string id, int newest, CancellationToken cancellationToken)
    {
        if (store.Histories?.Find(store.Source, id) is not { } known || known.Number <= newest)
        {
            return 0;
        }

        using IPackageContent? content = await store.OpenAsync(id, RecordVersions.Of(known.Number), cancellationToken);
        return content is not null ? known.Number : throw Forgotten(store, id, known.Number);
    }

    /// <summary>Checks a history.</summary>
    /// <param name="store">The source.</param>
    /// <param name="id">The id of the package.</param>
    /// <param name="records">The records of the newest version, the oldest first.</param>
    /// <param name="there">The numbers of the versions that are there, ordered.</param>
    /// <param name="read">The newest record of another version.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelPackException">It has other records than another version, or than this machine read before (MP5061).</exception>
    public static async Task VerifyAsync(
        IRecordStore store,
        string id,
        IReadOnlyList<IChainedRecord> records,
        IReadOnlyList<int> there,
        Func<int, IPackageContent, IChainedRecord> read,
        CancellationToken cancellationToken)
    {
        IChainedRecord newest = records[^1];
        (int Number, string Digest)? known = store.Histories?.Find(store.Source, id);
        if (known is { } before && DigestOf(records, before.Number) != before.Digest)
        {
            throw Forgotten(store, id, before.Number);
        }

        ConcurrentBag<int> others = [];
        await Parallel.ForEachAsync(
            Choose([.. there.Where(number => number < newest.Sequence && number > (known?.Number ?? 0))]),
            new ParallelOptions { MaxDegreeOfParallelism = store.Concurrency, CancellationToken = cancellationToken },
            async (number, token) =>
            {
                using IPackageContent? content = await store.OpenAsync(id, RecordVersions.Of(number), token);
                if (content is not null && DigestOf(records, number) != read(number, content).ComputeDigest())
                {
                    others.Add(number);
                }
            });
        if (!others.IsEmpty)
        {
            throw FeedProblems.Fail(
                FeedDiagnosticCodes.BadHistory,
                $"'{id}' {newest.Sequence}.0.0 on the source {SourceName.Of(store.Source)} has other records than version {others.Max()}.0.0, which is there too. Do not trust what it says; ask who runs the feed who pushed it.");
        }

        if (known is null || known.Value.Number < newest.Sequence)
        {
            store.Histories?.Remember(store.Source, id, newest.Sequence, newest.ComputeDigest());
        }
    }

    /// <summary>All, or of very many the newest and some of the rest, evenly spread: each that is read proves all before it.</summary>
    internal static IReadOnlyList<int> Choose(IReadOnlyList<int> numbers)
    {
        int rest = numbers.Count - MostNewest;
        return rest <= MostSpread
            ? numbers
            : [.. Enumerable.Range(0, MostSpread).Select(place => numbers[(int)((long)place * rest / MostSpread)]), .. numbers.Skip(rest)];
    }

    // Records are in the order of their numbers.
    private static string? DigestOf(IReadOnlyList<IChainedRecord> records, int number)
    {
        int low = 0;
        int high = records.Count - 1;
        while (low <= high)
        {
            int middle = low + ((high - low) / 2);
            int found = records[middle].Sequence;
            if (found == number)
            {
                return records[middle].ComputeDigest();
            }

            (low, high) = found < number ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    private static ModelPackException Forgotten(IRecordStore store, string id, int number) => FeedProblems.Fail(
        FeedDiagnosticCodes.BadHistory,
        $"'{id}' on the source {SourceName.Of(store.Source)} has not got the record {number} any more that this machine read there before: versions were deleted, or its history was written anew. "
            + $"Do not trust what it says; ask who runs the feed. If it was set up anew on purpose, delete '{store.Histories!.FileOf(store.Source, id)}'.");
}
