using System.Text.Json;

using ModelPack.Json;

namespace ModelPack.Runtime.Tasks.Stages;

/// <summary>Whether the history of an alias is whole, as the tool checks it: each record names the one before by its digest, from the first on.</summary>
internal static class PromotionChain
{
    private const int MaximumCount = 10_000;

    /// <summary>Says what is wrong with a history.</summary>
    /// <param name="alias">The package id of the alias.</param>
    /// <param name="model">The package id of the model.</param>
    /// <param name="records">Its records, the oldest first.</param>
    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    /// <exception cref="JsonException">A record is nested too deeply.</exception>
    /// <exception cref="InvalidOperationException">A field is of another kind than it must be.</exception>
    /// <exception cref="KeyNotFoundException">A record lacks a field.</exception>
    public static string? FindFlaw(string alias, string model, IReadOnlyList<JsonElement> records)
    {
        if (records.Count > MaximumCount)
        {
            return FormattableString.Invariant($"it has more than {MaximumCount} records");
        }

        JsonElement? before = null;
        int last = 0;
        foreach (JsonElement record in records)
        {
            int sequence = record.GetProperty("sequence").GetInt32();
            string name = FormattableString.Invariant($"record {sequence}");
            string? previous = Text(record, "previous");
            if (sequence <= last)
            {
                return FormattableString.Invariant($"{name} comes after record {last}");
            }

            if (!IsSkipped(record, last, sequence))
            {
                return $"{name} comes {(last == 0 ? "first" : FormattableString.Invariant($"after record {last}"))}, and does not say that the numbers between were skipped";
            }

            if (previous != (before is { } former ? CanonicalJson.Digest(former) : null))
            {
                return last == 0 ? $"the first record, {sequence}, names one before it that is not there" : FormattableString.Invariant($"{name} names another digest than record {last} has");
            }

            if (!Same(Text(record, "alias"), alias) || !Same(Text(record.GetProperty("model"), "id"), model))
            {
                return $"{name} is of another alias or model";
            }

            if (!Replaces(record, before))
            {
                return $"{name} replaced another version than the alias served before";
            }

            (before, last) = (record, sequence);
        }

        return null;
    }

    private static bool IsSkipped(JsonElement record, int last, int sequence) =>
        sequence - last <= MaximumCount
        && Enumerable.Range(last + 1, sequence - last - 1).SequenceEqual(Field(record, "skipped") is { } skipped ? skipped.EnumerateArray().Select(number => number.GetInt32()) : []);

    private static bool Replaces(JsonElement record, JsonElement? before)
    {
        if (Field(record, "replaced") is not { } replaced || before is not { } former)
        {
            return Field(record, "replaced") is null && before is null;
        }

        JsonElement model = former.GetProperty("model");
        return replaced.GetProperty("sequence").GetInt32() == former.GetProperty("sequence").GetInt32()
            && Text(replaced, "version") == Text(model, "version")
            && Text(replaced, "digest") == Text(model, "digest");
    }

    private static JsonElement? Field(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? Text(JsonElement element, string name) => Field(element, name)?.GetString();

    private static bool Same(string? first, string second) => second.Equals(first, StringComparison.OrdinalIgnoreCase);
}
