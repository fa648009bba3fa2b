namespace ModelPack.Feeds.Records;

/// <summary>
/// Finds the number of the next version: above all that the history has, the source lists, this machine has ever got, and the source has refused. A number that was
/// used once must never mean something else.
/// </summary>
internal sealed class SequenceFinder(IRecordStore store, string id)
{
    private const int MaximumBurnt = 10;

    private readonly HashSet<int> _burnt = [];
    private readonly HashSet<int> _gone = [];

    /// <summary>The numbers between two, or <see langword="null"/> where there are none.</summary>
    public static List<int>? Between(int before, int next) => next - before > 1 ? [.. Enumerable.Range(before + 1, next - before - 1)] : null;

    /// <summary>Of the numbers that are skipped before one, those that only this machine's package cache keeps from being used.</summary>
    /// <param name="newest">The number of the newest record.</param>
    /// <param name="listed">The versions that the source knows of.</param>
    /// <param name="next">The number that is taken.</param>
    public IReadOnlyList<int> SkippedByCache(int newest, IReadOnlyList<StoredVersion> listed, int next)
    {
        int known = RecordVersions.Numbers(listed.Select(version => version.Version)).Append(newest).Max();
        return [.. (Between(newest, next) ?? []).Where(number => number > known && !_burnt.Contains(number))];
    }

    /// <summary>The next number.</summary>
    public int Next(int newest, IReadOnlyList<StoredVersion> listed)
    {
        int last = RecordVersions.Numbers(listed.Select(version => version.Version).Concat(store.Cached(id))).Append(newest).Max();
        int next = last + 1;
        while (_burnt.Contains(next))
        {
            next++;
        }

        return next;
    }

    /// <summary>
    /// Finds a number that would be passed over and that the source has after all: somebody else's, which its lists do not show yet. Numbers that are gone or burnt are
    /// so by its answer to a request for the package itself.
    /// </summary>
    /// <returns>The number, or <see langword="null"/> where all between are free to be passed over.</returns>
    public async Task<int?> FindBetweenAsync(int newest, int next, CancellationToken cancellationToken)
    {
        int[] open = [.. (Between(newest, next) ?? []).Where(number => !_burnt.Contains(number) && !_gone.Contains(number))];
        if (open.Length == 0)
        {
            return null;
        }

        if (await store.FindAsync(id, [.. open.Select(RecordVersions.Of)], cancellationToken) is { } found)
        {
            return RecordVersions.Number(found);
        }

        _gone.UnionWith(open);
        return null;
    }

    /// <summary>Remembers a number that the source refuses without having it.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">There were too many (MP5080).</exception>
    public void Burn(int number)
    {
        _burnt.Add(number);
        if (_burnt.Count >= MaximumBurnt)
        {
            throw RecordFailure.NoFreeVersion(store.Source, id, _burnt.Min(), _burnt.Max());
        }
    }
}
