namespace ModelPack.Core.Records;

/// <summary>What an alias went through, for who wants to go back.</summary>
public static class AliasSteps
{
    /// <summary>
    /// The versions that the alias served and could go back to, the nearest first. A rollback takes back what came after its target: to go back once more leads further
    /// back, never to the version that was left.
    /// </summary>
    /// <param name="history">The history.</param>
    public static IReadOnlyList<PromotionRecord> Former(AliasHistory history)
    {
        List<PromotionRecord> stack = [];
        foreach (PromotionRecord record in history.Records)
        {
            if (record.Action == PromotionActions.Rollback && stack.FindLastIndex(other => other.Model.IsSameAs(record.Model)) is >= 0 and var index)
            {
                stack.RemoveRange(index + 1, stack.Count - index - 1);
            }
            else
            {
                stack.Add(record);
            }
        }

        PromotionRecord serving = history.Newest;
        return [.. stack.SkipLast(1).Reverse().Where(record => !record.Model.IsSameAs(serving.Model)).DistinctBy(record => (record.Model.Version, record.Model.Digest))];
    }

    /// <summary>The last promotion of a version; <see langword="null"/> where the alias never served it.</summary>
    /// <param name="history">The history.</param>
    /// <param name="version">The version, normalized.</param>
    public static PromotionRecord? LastOf(AliasHistory history, string version) => history.Records.FindLast(record => record.Model.Version.Equals(version, StringComparison.OrdinalIgnoreCase));
}
