using System.Net;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Pushing;
using ModelPack.Feeds.Sources;
using NuGet.Versioning;

namespace ModelPack.Feeds.Probing;

/// <summary>Finds how large packages may be: by asking, which costs nothing and not every feed answers, and by pushing ever larger ones.</summary>
internal sealed class SizeProbe(HttpPushTarget target, Attempts attempts, ProbePackages packages, FeedPromises promises)
{
    private const long Smallest = 1 << 20;
    private const long Largest = 16L << 30;

    /// <summary>Asks. A feed that only answers such questions with errors is taken for one that does not say.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Ask(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && FeedFailure.MayPass(exception))
        {
            // Some cut the connection, or fail on a length that they cannot take; what was asked before does not stand alone.
        }
    }

    private async Task Ask(CancellationToken cancellationToken)
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
    /// <param name="limit">Up to which size, in bytes.</param>
    /// <param name="pushed">Gets the versions that the feed took, or may have taken.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task PushAsync(long limit, List<NuGetVersion> pushed, CancellationToken cancellationToken)
    {
        int number = 0;
        for (long size = Smallest; size <= limit && !(size >= promises.SmallestRefused); size *= 2)
        {
            LocalPackage package = packages.Make(ProbePackages.Version(3, number++).ToNormalizedString(), "size", size);
            pushed.Add(package.Version);
            try
            {
                await target.SendAsync(package, _ => { }, cancellationToken);
                promises.LargestTaken = Math.Max(promises.LargestTaken ?? 0, package.Length);
            }
            catch (ModelPackException exception) when (exception.Problem.Code is FeedDiagnosticCodes.TooLargeForFeed or FeedDiagnosticCodes.PushRefused or FeedDiagnosticCodes.Unreachable)
            {
                // Some cut the connection instead of an answer.
                promises.SmallestRefused = Math.Min(promises.SmallestRefused ?? long.MaxValue, package.Length);
                promises.LimitText ??= exception.Problem.Code == FeedDiagnosticCodes.TooLargeForFeed ? null : exception.Problem.Message;
                return;
            }
            finally
            {
                File.Delete(package.Path);
            }
        }
    }

    private async Task<bool> IsRefused(long size, CancellationToken cancellationToken)
    {
        PushAnswer? answer = await attempts.Run(token => target.Publish.AskAsync(size, token), cancellationToken);
        if (answer is { Status: HttpStatusCode.RequestEntityTooLarge, Text.Length: > 0 })
        {
            promises.LimitText = answer.Text;
        }

        return answer is { Status: HttpStatusCode.RequestEntityTooLarge };
    }
}
