using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelPack.Tool.Labels;

/// <summary>Values as labels write them.</summary>
internal static class FactText
{
    /// <summary>A fact, where there is a value.</summary>
    public static IEnumerable<LabelFact> Of(string name, string? value, string source) => string.IsNullOrWhiteSpace(value) ? [] : [new LabelFact(name, value, source)];

    /// <summary>The parts that are there, with commas.</summary>
    public static string Join(params IEnumerable<string?> parts) => string.Join(", ", parts.Where(part => !string.IsNullOrWhiteSpace(part)));

    /// <summary>A part with its name, where it is there.</summary>
    public static string? Named(string name, string? value) => string.IsNullOrWhiteSpace(value) ? null : $"{name} {value}";

    /// <summary>A number; the shortest text that gives it back.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A time in UTC.</summary>
    public static string? Time(DateTimeOffset? time) => time?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A value of any JSON kind.</summary>
    public static string Json(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.ValueKind == JsonValueKind.Undefined ? "" : Compact(value);

    // As it is in the source it may have line ends and indentation.
    private static string Compact(JsonElement value)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            value.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
