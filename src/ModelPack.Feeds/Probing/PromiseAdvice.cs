using System.Globalization;
using ModelPack.Core.Packing;

namespace ModelPack.Feeds.Probing;

/// <summary>Says what follows from what a feed promises.</summary>
internal static class PromiseAdvice
{
    // A payload package is a little larger than its content.
    private const long Around = 64 << 10;

    /// <summary>The default of ModelPackShardSize.</summary>
    private const long ShardSize = 128 << 20;

    /// <summary>The default of ModelPackInlineLimit.</summary>
    private const long InlineLimit = 16 << 20;

    public static IReadOnlyList<string> For(FeedPromises promises)
    {
        List<string> advice = [];
        if (promises.SmallestRefused is { } refused && (promises.LargestTaken ?? 0) is var taken)
        {
            if (taken < ShardSize + Around)
            {
                advice.Add(string.Create(CultureInfo.InvariantCulture, $"Set ModelPackShardSize to {Math.Max(1, taken - Around)} ({ByteSizes.Text(Math.Max(1, taken - Around))}): it refuses packages of {ByteSizes.Text(refused)}."));
            }

            if (taken < InlineLimit)
            {
                advice.Add(string.Create(CultureInfo.InvariantCulture, $"Set ModelPackInlineLimit to {taken / 2}: the model package must fit too."));
            }
        }

        if (promises.Releases == OverwriteMeaning.Replaced || promises.Prereleases == OverwriteMeaning.Replaced)
        {
            string what = promises.Releases != OverwriteMeaning.Replaced ? "prereleases" : promises.Prereleases != OverwriteMeaning.Replaced ? "releases" : "versions";
            advice.Add($"It lets anybody replace {what}: make them immutable in its settings. ModelPack never replaces one, but two promotions at once are told apart only by the feed's refusal.");
        }

        if (promises is { Delete: DeleteMeaning.Deletes, TakesDeletedAgain: false })
        {
            advice.Add("A version that is deleted can never be pushed again: for payloads raise ModelPackPayloadRevision then.");
        }

        advice.AddRange(promises.Delete switch
        {
            DeleteMeaning.Deletes => ["Deleting removes a version, so 'unlist' refuses this source: deprecate or revoke instead."],
            DeleteMeaning.Unknown => ["Whether deleting unlists or removes a version was not found out, so 'unlist' refuses this source: deprecate or revoke instead, or say '--feed-unlists' where you know that it does."],
            DeleteMeaning.Refused => ["It does not unlist with this key: deprecate or revoke instead."],
            _ => [],
        });
        if (promises.Ranges == false)
        {
            advice.Add("It sends whole packages only: 'versions' downloads each model package once. A small ModelPackInlineLimit keeps them small.");
        }

        if (promises.TagSearch is TagSearchMeaning.NoSearch or TagSearchMeaning.NotFound)
        {
            advice.Add("Its search does not find packages by tag: name the ids for 'catalog'.");
        }

        return advice;
    }
}
