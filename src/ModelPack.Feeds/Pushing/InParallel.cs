namespace ModelPack.Feeds.Pushing;

/// <summary>Does several things at once, and no more than the options allow: feeds refuse who asks too much (429).</summary>
internal static class InParallel
{
    /// <summary>Does something for each of so many.</summary>
    public static Task Each(FeedOptions options, int count, Func<int, CancellationToken, Task> action, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Concurrency), CancellationToken = cancellationToken },
        async (index, token) => await action(index, token));

    /// <summary>Asks something of each of so many.</summary>
    public static async Task<bool[]> Ask(FeedOptions options, int count, Func<int, CancellationToken, Task<bool>> ask, CancellationToken cancellationToken)
    {
        bool[] answers = new bool[count];
        await Each(options, count, async (index, token) => answers[index] = await ask(index, token), cancellationToken);
        return answers;
    }
}
