using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelPack.Core.Attestations;

/// <summary>How the documents are written: readable, and the same bytes on every system. What there is not, is left out.</summary>
internal static class JsonDocuments
{
    private static readonly JsonWriterOptions s_options = new()
    {
        Indented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes one object.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, s_options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>Writes a text.</summary>
    public static void Text(this Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>Writes an object.</summary>
    public static void Object(this Utf8JsonWriter json, string name, Action write)
    {
        json.WriteStartObject(name);
        write();
        json.WriteEndObject();
    }

    /// <summary>Writes an array of objects; nothing where there are none.</summary>
    public static void Objects<T>(this Utf8JsonWriter json, string name, IEnumerable<T> values, Action<T> write)
    {
        bool any = false;
        foreach (T value in values)
        {
            if (!any)
            {
                json.WriteStartArray(name);
                any = true;
            }

            json.WriteStartObject();
            write(value);
            json.WriteEndObject();
        }

        if (any)
        {
            json.WriteEndArray();
        }
    }

    /// <summary>Writes an array of texts; nothing where there are none.</summary>
    public static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string?> values)
    {
        string[] texts = [.. values.Where(value => !string.IsNullOrEmpty(value)).OfType<string>()];
        if (texts.Length > 0)
        {
            json.WriteStartArray(name);
            foreach (string text in texts)
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
        }
    }

    /// <summary>A setting as text, the same however it was laid out where it was read.</summary>
    public static string Compact(JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
        {
            return value.ToString();
        }

        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, s_options with { Indented = false }))
        {
            value.WriteTo(json);
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>A time as both formats want it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What a list really holds: a manifest from elsewhere may have <c>null</c> in it.</summary>
    public static IEnumerable<T> Present<T>(this IEnumerable<T>? values)
        where T : class => values?.Where(value => value is not null) ?? [];
}
