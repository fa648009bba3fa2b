namespace ModelPack.Feeds.Collecting;

/// <summary>
/// Tells which payloads may belong to a push under way: those that came within the last hour, and those that came within an hour of such a one, and so on. A large model
/// is pushed for hours, and its package comes last.
/// </summary>
internal static class PayloadAges
{
    /// <summary>Finds those that are too young, by their prefix.</summary>
    /// <param name="items">The payloads.</param>
    /// <param name="now">The time.</param>
    /// <param name="age">How old one must be.</param>
    public static HashSet<Garbage> Young(IEnumerable<Garbage> items, DateTimeOffset now, TimeSpan age)
    {
        HashSet<Garbage> young = [];
        foreach (IGrouping<string?, Garbage> group in items.Where(item => item.Time is not null).GroupBy(item => PayloadName.Prefix(item.Id), StringComparer.OrdinalIgnoreCase))
        {
            DateTimeOffset last = now;
            foreach (Garbage item in group.OrderByDescending(item => item.Time))
            {
                // Clocks differ: what is of the future is of now.
                if (last - item.Time!.Value >= age)
                {
                    break;
                }

                young.Add(item);
                last = item.Time.Value < last ? item.Time.Value : last;
            }
        }

        return young;
    }
}
