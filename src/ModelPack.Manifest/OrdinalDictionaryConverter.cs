using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ModelPack;

/// <summary>
/// Reads names in ordinal order. Without it they are in the order of the machine's culture, in which different names can be equal: a manifest that is read and
/// written again would be another one elsewhere.
/// </summary>
/// <typeparam name="TValue">The type of the values.</typeparam>
internal sealed class OrdinalDictionaryConverter<TValue> : JsonConverter<SortedDictionary<string, TValue>>
{
    /// <inheritdoc/>
    public override SortedDictionary<string, TValue> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Names with values are an object.");
        }

        SortedDictionary<string, TValue> values = new(StringComparer.Ordinal);
        JsonTypeInfo<TValue> type = ValueType(options);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString()!;
            reader.Read();
            values[name] = JsonSerializer.Deserialize(ref reader, type) ?? throw new JsonException($"'{name}' is null.");
        }

        return values;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SortedDictionary<string, TValue> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        JsonTypeInfo<TValue> type = ValueType(options);
        foreach ((string name, TValue item) in value)
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, item, type);
        }

        writer.WriteEndObject();
    }

    private static JsonTypeInfo<TValue> ValueType(JsonSerializerOptions options) => (JsonTypeInfo<TValue>)options.GetTypeInfo(typeof(TValue));
}
