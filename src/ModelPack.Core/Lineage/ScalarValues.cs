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

    /// <summary>Whether a text is a number that JSON can hold, by the rules of <see cref="Number"/>.</summary>
    public static bool IsNumber(string text) => text.Length > 0 && Numeric.Contains(text[0]) && Number(text) is not null;

    /// <summary>A value of any kind as a number: numbers, texts that are numbers, and the non-finite ones that Python and YAML write.</summary>
    public static double? Double(string text) => text switch
    {
        "NaN" or "nan" or ".nan" or ".NaN" or ".NAN" => double.NaN,
        "Infinity" or "inf" or "+inf" or ".inf" or ".Inf" or ".INF" => double.PositiveInfinity,
        "-Infinity" or "-inf" or "-.inf" or "-.Inf" or "-.INF" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && text.AsSpan().IndexOfAnyExcept(Numeric) < 0 ? number : null,
    };

    /// <summary>A setting from an MSBuild attribute or a tool that stores texts: a number or boolean where it is written as one, else a string.</summary>
    public static JsonElement Setting(string text)
    {
        JsonNode node = Number(text) ?? (bool.TryParse(text, out bool flag) ? JsonValue.Create(flag) : JsonValue.Create(text));
        return JsonSerializer.SerializeToElement(node, LineageJsonContext.Default.JsonNode);
    }
}
