using System.Diagnostics;
using ModelPack.Feeds.Remote.Search;
using ModelPack.Feeds.Sources;

namespace ModelPack.Feeds.Probing;

/// <summary>Finds out how a feed's search finds packages by a tag.</summary>
internal sealed class TagSearchProbe(FeedConnection connection, ProbePackages packages, ProbeOptions options)
{
    /// <summary>Searches until the package shows.</summary>
    public async Task<TagSearchMeaning> RunAsync(CancellationToken cancellationToken)
    {
        PackageSearch search = new(connection);
        if (!search.IsThere)
        {
            return TagSearchMeaning.NoSearch;
        }

        long start = Stopwatch.GetTimestamp();
        for (TimeSpan delay = options.Push.ConfirmDelay; ; delay *= 2)
        {
            if (await Finds(search, PackageSearch.ByTag(packages.Tag), cancellationToken))
            {
                return TagSearchMeaning.ByTag;
            }

            if (await Finds(search, packages.Tag, cancellationToken))
            {
                return TagSearchMeaning.AsText;
            }

            if (Stopwatch.GetElapsedTime(start) + delay > options.Patience)
            {
                return TagSearchMeaning.NotFound;
            }

            await Task.Delay(delay, cancellationToken);
        }
    }

    private async Task<bool> Finds(PackageSearch search, string query, CancellationToken cancellationToken)
    {
        try
        {
            return await search.FindsAsync(query, packages.Id, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && FeedFailure.Of(connection.Source, exception).Problem.Code == FeedDiagnosticCodes.BadAnswer)
        {
            // It does not understand the query, or is no search at all.
            return false;
        }
    }
}
