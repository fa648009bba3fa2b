using System.Text.Json;

using ModelPack.Runtime.Tasks.Chains;

namespace ModelPack.Runtime.Tasks.Stages;

/// <summary>Whether the history of an alias is whole, as the tool checks it: each record names the one before by its digest, from the first on.</summary>
internal static class PromotionChain
{
    /// <summary>Says what is wrong with a history.</summary>
    /// <param name="alias">The package id of the alias.</param>
    /// <param name="model">The package id of the model.</param>
    /// <param name="records">Its records, the oldest first.</param>
    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    /// <exception cref="JsonException">A record is nested too deeply.</exception>
    /// <exception cref="InvalidOperationException">A field is of another kind than it must be.</exception>
    /// <exception cref="KeyNotFoundException">A record lacks a field.</exception>
    public static string? FindFlaw(string alias, string model, IReadOnlyList<JsonElement> records) => ChainText.FindFlaw(
        records,
        (record, before, name) =>
            !Same(ChainText.Text(record, "alias"), alias) || !Same(ChainText.Text(record.GetProperty("model"), "id"), model) ? $"{name} is of another alias or model"
            : !Replaces(record, before) ? $"{name} replaced another version than the alias served before"
            : null);

    private static bool Replaces(JsonElement record, JsonElement? before)
    {
        if (ChainText.Field(record, "replaced") is not { } replaced || before is not { } former)
        {
            return ChainText.Field(record, "replaced") is null && before is null;
        }

        JsonElement model = former.GetProperty("model");
        return replaced.GetProperty("sequence").GetInt32() == former.GetProperty("sequence").GetInt32()
            && ChainText.Text(replaced, "version") == ChainText.Text(model, "version")
            && ChainText.Text(replaced, "digest") == ChainText.Text(model, "digest");
    }

    private static bool Same(string? first, string second) => second.Equals(first, StringComparison.OrdinalIgnoreCase);
}
