using ModelPack.Json;

namespace ModelPack.Core.Records;

/// <summary>Checks that a history is one: nothing in it was changed, moved or taken out after the next record was written.</summary>
internal static class RecordChain
{
    /// <summary>The most records of a history.</summary>
    public const int MaximumCount = RecordLimits.MaximumCount;

    /// <summary>Checks that a history can have one more record.</summary>
    /// <exception cref="Diagnostics.ModelPackException">It has as many as are read (MP5086).</exception>
    public static void RequireRoom(string name, int count)
    {
        if (count >= MaximumCount)
        {
            throw RecordProblems.Full(name, $"{MaximumCount}");
        }
    }

    /// <summary>Checks a whole history by itself.</summary>
    /// <exception cref="Diagnostics.ModelPackException">It contradicts itself (MP5061).</exception>
    public static void Verify<T>(string name, IReadOnlyList<T> records)
        where T : IChainedRecord
    {
        if (records.Count is 0 or > MaximumCount)
        {
            throw RecordProblems.BadHistory(name, records.Count == 0 ? "has no record" : $"has more than {MaximumCount} records");
        }

        int last = 0;
        string? digest = null;
        for (int index = 0; index < records.Count; index++)
        {
            T record = records[index];
            if (record.Sequence <= last)
            {
                throw RecordProblems.BadHistory(name, $"is not in order: record {record.Sequence} comes after record {last}");
            }

            if (record.Sequence - last > MaximumCount || !Enumerable.Range(last + 1, record.Sequence - last - 1).SequenceEqual(record.Skipped ?? []))
            {
                throw RecordProblems.BadHistory(name, $"is cut: record {record.Sequence} comes {(last == 0 ? "first" : $"after record {last}")}, and does not say that the numbers between were skipped");
            }

            if (record.Previous != digest)
            {
                throw RecordProblems.BadHistory(
                    name,
                    digest is null
                        ? $"is cut: its first record, {record.Sequence}, names one before it that is not there"
                        : $"was changed: record {record.Sequence} names another digest than record {last} has");
            }

            last = record.Sequence;
            digest = record.ComputeDigest();
        }
    }

    /// <summary>Checks that a history goes on where an older state of it ended.</summary>
    /// <exception cref="Diagnostics.ModelPackException">It has other records than it had (MP5061).</exception>
    public static void VerifyContinues<T>(string name, IReadOnlyList<T> records, string olderName, IReadOnlyList<T> older)
        where T : IChainedRecord
    {
        // The digest of a record covers all before it.
        T newest = older[^1];
        T? same = records.FirstOrDefault(record => record.Sequence == newest.Sequence);
        if (same is null || same.ComputeDigest() != newest.ComputeDigest())
        {
            throw RecordProblems.BadHistory(name, same is null ? $"lacks record {newest.Sequence}, which '{olderName}' ends with" : $"has another record {newest.Sequence} than '{olderName}'");
        }
    }
}
