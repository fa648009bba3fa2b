using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelPack.Core.Lineage;

/// <summary>Reads settings that are written as text.</summary>
internal static class ScalarValues
{
    private static readonly SearchValues<char> Numeric = SearchValues.Create("0123456789.eE+-");

    /// <summary>A number as JSON; <see langword="null"/> where the text is none, or one that JSON cannot hold.</summary>
    public static JsonNode? Number(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
        {
            // A leading zero or plus says that it is an identifier rather than a number.
            return text.TrimStart('-') is ['0', _, ..] ? null : JsonValue.Create(whole);
        }

        return text.AsSpan().IndexOfAnyExcept(Numeric) < 0
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? JsonValue.Create(number)
            : null;
    }

    /// <summary>A setting from an MSBuild attribute: a number or boolean where it is written as one, else a string.</summary>
    public static JsonElement Setting(string text)
    {
        JsonNode node = Number(text) ?? (bool.TryParse(text, out bool flag) ? JsonValue.Create(flag) : JsonValue.Create(text));
        return JsonSerializer.SerializeToElement(node, LineageJsonContext.Default.JsonNode);
    }
}
