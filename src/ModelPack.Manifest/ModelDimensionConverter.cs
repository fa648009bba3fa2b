using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>A dimension in JSON: a number, a string, or <see langword="null"/>.</summary>
public sealed class ModelDimensionConverter : JsonConverter<ModelDimension>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override ModelDimension Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => ModelDimension.Fixed(reader.GetInt64()),
        JsonTokenType.String => ModelDimension.Symbolic(reader.GetString()!),
        JsonTokenType.Null => ModelDimension.Unknown,
        _ => throw new JsonException("A dimension is a number, a string or null."),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ModelDimension value, JsonSerializerOptions options)
    {
        if (value.Size is { } size)
        {
            writer.WriteNumberValue(size);
        }
        else if (value.Symbol is { } symbol)
        {
            writer.WriteStringValue(symbol);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
