using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelPack.Json;

/// <summary>
/// The one form of a record that its digest and its signature are of: no space, names in ordinal order. So neither a reader that knows fewer fields nor one
/// that orders them otherwise gets another digest.
/// </summary>
internal static class CanonicalJson
{
    private const int MaximumDepth = 32;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes of a value in that form.</summary>
    /// <param name="element">The value.</param>
    /// <param name="without">Fields of the value itself that are left out.</param>
    /// <exception cref="JsonException">It is nested too deeply.</exception>
    public static byte[] Bytes(JsonElement element, params ReadOnlySpan<string> without)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Compact))
        {
            Write(writer, element, without, 0);
        }

        return stream.ToArray();
    }

    /// <summary>The digest of a value in that form: <c>sha256:</c> and 64 lower case hexadecimal digits.</summary>
    /// <param name="element">The value.</param>
    /// <exception cref="JsonException">It is nested too deeply.</exception>
    public static string Digest(JsonElement element) => ModelDigest.Prefix + Convert.ToHexStringLower(SHA256.HashData(Bytes(element)));

    private static void Write(Utf8JsonWriter writer, JsonElement element, ReadOnlySpan<string> without, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new JsonException("It is nested too deeply.");
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty property in element.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    if (!without.Contains(property.Name))
                    {
                        writer.WritePropertyName(property.Name);
                        Write(writer, property.Value, [], depth + 1);
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Write(writer, item, [], depth + 1);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteRawValue(element.GetRawText(), skipInputValidation: true);
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(element.GetString());
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
