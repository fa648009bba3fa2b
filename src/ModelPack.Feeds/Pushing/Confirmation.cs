using System.Diagnostics;

namespace ModelPack.Feeds.Pushing;

/// <summary>Waits until a source shows a package that it has taken.</summary>
internal sealed class Confirmation(IPushTarget target, PushOptions options)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);

    /// <summary>Waits for a package.</summary>
    /// <param name="package">The package.</param>
    /// <param name="limit">How long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether it is there, with the same content.</returns>
    public Task<bool> WaitAsync(LocalPackage package, TimeSpan limit, CancellationToken cancellationToken) =>
        WaitAsync(token => target.HasAsync(package, token), options, limit, cancellationToken);

    /// <summary>Waits until something is so.</summary>
    /// <param name="isThere">Whether it is.</param>
    /// <param name="options">How long to wait between two looks.</param>
    /// <param name="limit">How long in all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<bool> WaitAsync(Func<CancellationToken, Task<bool>> isThere, PushOptions options, TimeSpan limit, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        for (TimeSpan delay = options.ConfirmDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            if (await isThere(cancellationToken))
            {
                return true;
            }

            if (Stopwatch.GetElapsedTime(start) + delay > limit)
            {
                return false;
            }

            await Task.Delay(delay, cancellationToken);
        }
    }
}
