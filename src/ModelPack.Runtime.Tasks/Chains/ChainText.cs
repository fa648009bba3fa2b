using System.Text.Json;

using ModelPack.Json;

namespace ModelPack.Runtime.Tasks.Chains;

/// <summary>Whether a history is whole, as the tool checks it: each record names the one before by its digest, from the first on.</summary>
internal static class ChainText
{
    /// <summary>How histories are read: of a name that is there twice, one reader would take the first and another the last.</summary>
    public static JsonDocumentOptions Reading => new() { AllowDuplicateProperties = false };

    /// <summary>Says what is wrong with a history.</summary>
    /// <param name="records">Its records, the oldest first.</param>
    /// <param name="more">What else is wrong with a record, after the one before.</param>
    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    /// <exception cref="JsonException">A record is nested too deeply.</exception>
    /// <exception cref="InvalidOperationException">A field is of another kind than it must be.</exception>
    /// <exception cref="KeyNotFoundException">A record lacks a field.</exception>
    public static string? FindFlaw(IReadOnlyList<JsonElement> records, Func<JsonElement, JsonElement?, string, string?> more)
    {
        if (records.Count is 0 or > RecordLimits.MaximumCount)
        {
            return records.Count == 0 ? "it has no record" : FormattableString.Invariant($"it has more than {RecordLimits.MaximumCount} records");
        }

        JsonElement? before = null;
        int last = 0;
        foreach (JsonElement record in records)
        {
            int sequence = record.GetProperty("sequence").GetInt32();
            string name = FormattableString.Invariant($"record {sequence}");
            if (sequence <= last)
            {
                return FormattableString.Invariant($"{name} comes after record {last}");
            }

            if (!IsSkipped(record, last, sequence))
            {
                return $"{name} comes {(last == 0 ? "first" : FormattableString.Invariant($"after record {last}"))}, and does not say that the numbers between were skipped";
            }

            if (Text(record, "previous") != (before is { } former ? CanonicalJson.Digest(former) : null))
            {
                return last == 0 ? $"the first record, {sequence}, names one before it that is not there" : FormattableString.Invariant($"{name} names another digest than record {last} has");
            }

            if (more(record, before, name) is { } flaw)
            {
                return flaw;
            }

            (before, last) = (record, sequence);
        }

        return null;
    }

    /// <summary>A field that is there.</summary>
    public static JsonElement? Field(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A text that is there.</summary>
    public static string? Text(JsonElement element, string name) => Field(element, name)?.GetString();

    private static bool IsSkipped(JsonElement record, int last, int sequence) =>
        sequence - last <= RecordLimits.MaximumCount
        && Enumerable.Range(last + 1, sequence - last - 1).SequenceEqual(Field(record, "skipped") is { } skipped ? skipped.EnumerateArray().Select(number => number.GetInt32()) : []);
}
