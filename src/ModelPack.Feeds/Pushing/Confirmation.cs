using System.Diagnostics;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Feeds.Pushing;

/// <summary>Waits until a source shows packages that it has taken.</summary>
internal sealed class Confirmation(IPushTarget target, PushOptions options)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    // Nobody likes to wait for minutes without a word.
    private static readonly TimeSpan QuietFor = TimeSpan.FromSeconds(10);

    /// <summary>Waits for a package.</summary>
    /// <param name="package">The package.</param>
    /// <param name="limit">How long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether it is there, with the same content.</returns>
    public Task<bool> WaitAsync(LocalPackage package, TimeSpan limit, CancellationToken cancellationToken) =>
        WaitAsync(token => target.HasAsync(package, token), options, limit, () => PushFailure.NotShownYet(target.Source, package.Name, limit), cancellationToken);

    /// <summary>Waits until something is so.</summary>
    /// <param name="isThere">Whether it is.</param>
    /// <param name="options">How long to wait between two looks.</param>
    /// <param name="limit">How long in all.</param>
    /// <param name="notice">What is told where it takes longer than some seconds.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<bool> WaitAsync(Func<CancellationToken, Task<bool>> isThere, PushOptions options, TimeSpan limit, Func<Problem> notice, CancellationToken cancellationToken) =>
        await WaitAsync(1, (_, token) => isThere(token), options, limit, _ => notice(), cancellationToken) is null;

    /// <summary>Waits for several, in rounds that ask for those that were not there: a feed that checks packages first does so for all.</summary>
    /// <param name="count">How many.</param>
    /// <param name="isThere">Whether one is there, by its number.</param>
    /// <param name="options">How long to wait between two rounds, and how many are asked for at once.</param>
    /// <param name="limit">How long, all together.</param>
    /// <param name="notice">What is told, once, where it takes longer than some seconds; it gets the number of one that is not there.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The number of the first that is not there, or <see langword="null"/>.</returns>
    public static async Task<int?> WaitAsync(int count, Func<int, CancellationToken, Task<bool>> isThere, PushOptions options, TimeSpan limit, Func<int, Problem> notice, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        bool isTold = false;
        int[] left = [.. Enumerable.Range(0, count)];
        for (TimeSpan delay = options.ConfirmDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            bool[] areThere = await InParallel.Ask(options.Feed, left.Length, (index, token) => isThere(left[index], token), cancellationToken);
            left = [.. left.Where((_, index) => !areThere[index])];
            if (left.Length == 0)
            {
                return null;
            }

            if (Stopwatch.GetElapsedTime(start) + delay > limit)
            {
                return left[0];
            }

            if (!isTold && Stopwatch.GetElapsedTime(start) + delay > QuietFor)
            {
                isTold = true;
                options.Feed.Warn?.Invoke(notice(left[0]));
            }

            await Task.Delay(delay, cancellationToken);
        }
    }
}
