using System.Net;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Pushing;

namespace ModelPack.Feeds.Probing;

/// <summary>Finds how large packages may be: by asking, which costs nothing and not every feed answers, and by pushing ever larger ones.</summary>
internal sealed class SizeProbe(HttpPushTarget target, ProbePackages packages, FeedPromises promises)
{
    private const long Smallest = 1 << 20;
    private const long Largest = 16L << 30;

    /// <summary>Asks.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        if (!await IsRefused(Largest, cancellationToken))
        {
            return;
        }

        // To within a hundredth.
        long taken = 0;
        long refused = Largest;
        while (refused - taken > Math.Max(refused / 100, 4096))
        {
            long middle = taken + ((refused - taken) / 2);
            if (await IsRefused(middle, cancellationToken))
            {
                refused = middle;
            }
            else
            {
                taken = middle;
            }
        }

        promises.SmallestRefused = refused;
        promises.LargestTaken = taken > 0 ? taken : null;
    }

    /// <summary>Pushes ever larger packages, each twice as large.</summary>
    /// <returns>The versions that the feed took.</returns>
    public async Task<IReadOnlyList<LocalPackage>> PushAsync(long limit, CancellationToken cancellationToken)
    {
        List<LocalPackage> taken = [];
        for (long size = Smallest; size <= limit && !(size >= promises.SmallestRefused); size *= 2)
        {
            LocalPackage package = packages.Make(ProbePackages.Version(3, taken.Count).ToNormalizedString(), "size", size);
            try
            {
                await target.SendAsync(package, _ => { }, cancellationToken);
                taken.Add(package);
                promises.LargestTaken = Math.Max(promises.LargestTaken ?? 0, package.Length);
            }
            catch (ModelPackException exception) when (exception.Problem.Code is FeedDiagnosticCodes.TooLargeForFeed or FeedDiagnosticCodes.PushRefused or FeedDiagnosticCodes.Unreachable)
            {
                // Some cut the connection instead of an answer.
                promises.SmallestRefused = Math.Min(promises.SmallestRefused ?? long.MaxValue, package.Length);
                promises.LimitText ??= exception.Problem.Code == FeedDiagnosticCodes.TooLargeForFeed ? null : exception.Problem.Message;
                return taken;
            }
            finally
            {
                File.Delete(package.Path);
            }
        }

        return taken;
    }

    private async Task<bool> IsRefused(long size, CancellationToken cancellationToken)
    {
        PushAnswer? answer = await target.Publish.AskAsync(size, cancellationToken);
        if (answer is { Status: HttpStatusCode.RequestEntityTooLarge, Text.Length: > 0 })
        {
            promises.LimitText = answer.Text;
        }

        return answer is { Status: HttpStatusCode.RequestEntityTooLarge };
    }
}
