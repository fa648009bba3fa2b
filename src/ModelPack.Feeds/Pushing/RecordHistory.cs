using ModelPack.Core.Records;

namespace ModelPack.Feeds.Pushing;

/// <summary>The history of an alias or record package.</summary>
/// <param name="Chain">Its records, the oldest first.</param>
/// <param name="There">The numbers of the versions that the place has which it was read from.</param>
internal sealed record RecordHistory(RecordBook<IChainedRecord> Chain, IReadOnlyList<int> There)
{
    /// <summary>The number of the version that it was read from.</summary>
    public int Number => Chain.Records[^1].Sequence;

    /// <summary>Whether it has all records of another, unchanged.</summary>
    public bool Continues(RecordHistory other) => RecordBooks.Continues(Chain, other.Chain);

    /// <summary>A version that it does not know, of some; 0 where it knows all.</summary>
    public int Unknown(IEnumerable<int> numbers) => numbers.Except(Chain.Records.Select(record => record.Sequence)).FirstOrDefault();
}
