using System.Globalization;
using ModelPack.Core.Packages;
using ModelPack.Core.Records;

namespace ModelPack.Feeds.Records;

/// <summary>Publishes the next version of an alias. The source's refusal of a version that exists is the lock: of two at once, one wins, and the other is told.</summary>
internal sealed class AliasPublisher(RecordFeeds feeds)
{
    /// <summary>Publishes a promotion on top of a history that was just read.</summary>
    /// <param name="promoted">The package whose content the alias serves then.</param>
    /// <param name="history">The history; without records where the alias is new.</param>
    /// <param name="versions">The versions of the alias that the source knows of.</param>
    /// <param name="record">The promotion.</param>
    /// <param name="key">Signs it, where given.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The history with the promotion; of somebody else where they promoted the same version at the same time.</returns>
    /// <exception cref="Core.Diagnostics.ModelPackException">Somebody else was first (MP5068), or it cannot be published.</exception>
    public async Task<AliasHistory> PublishAsync(IPackageContent promoted, AliasHistory history, IReadOnlyList<StoredVersion> versions, PromotionRecord record, RecordKey? key, CancellationToken cancellationToken)
    {
        SequenceFinder numbers = new(feeds.Store, history.Alias);
        while (true)
        {
            int newest = history.Records.Count == 0 ? 0 : history.Newest.Sequence;
            int number = numbers.Next(newest, versions);
            if (await numbers.FindBetweenAsync(newest, number, cancellationToken) is { } passedOver)
            {
                return await Lost(history, record, passedOver, cancellationToken);
            }

            AliasHistory longer = history.Append(number, record, key, numbers.SkippedByCache(newest, versions, number));
            using TemporaryPackage package = new(history.Alias, number);
            using (Stream stream = package.Create())
            {
                AliasPackageWriter.Write(stream, promoted, longer);
            }

            switch (await feeds.Store.PublishAsync(package.Path, cancellationToken))
            {
                case StoreOutcome.Published:
                    return longer;
                case StoreOutcome.Burnt:
                    numbers.Burn(number);
                    break;
                default:
                    return await Lost(history, record, number, cancellationToken);
            }
        }
    }

    /// <summary>Finds out who was first. What is read now counts, never what a list said before: it may have been older than the packages.</summary>
    private async Task<AliasHistory> Lost(AliasHistory before, PromotionRecord mine, int number, CancellationToken cancellationToken)
    {
        AliasHistory now = (await AliasReading.ReadNewestAsync(feeds.Store, before.Alias, number, cancellationToken))!.Value;
        if (before.Records.Count > 0)
        {
            now.VerifyContinues($"{before.Alias} {now.Newest.AliasVersion}", before, $"{before.Alias} {before.Newest.AliasVersion}");
        }

        // A build that was started twice: what was wanted is done.
        PromotionRecord winner = now.Newest;
        return winner.Sequence == number && winner.Model.IsSameAs(mine.Model) && winner.Action == mine.Action
            ? now
            : throw RecordFailure.LostRace(
                feeds.Store.Source,
                before.Alias,
                string.Create(CultureInfo.InvariantCulture, $"serves {winner.Model.Version} since its version {winner.AliasVersion}, by {winner.Actor.Name} ({winner.Time:yyyy-MM-dd HH:mm} UTC{(winner.Reason is { } reason ? $", \"{reason}\"" : "")})"));
    }
}
