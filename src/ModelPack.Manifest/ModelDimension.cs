using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>A dimension: a fixed size, a symbolic name, or neither (unknown). In JSON a number, a string, or <see langword="null"/>.</summary>
/// <param name="Size">The size, where it is fixed.</param>
/// <param name="Symbol">The symbolic name, where it has one.</param>
[JsonConverter(typeof(Converter))]
public readonly record struct ModelDimension(long? Size, string? Symbol)
{
    /// <summary>A dimension of which nothing is known.</summary>
    public static ModelDimension Unknown => default;

    /// <summary>A dimension of fixed size.</summary>
    /// <param name="size">The size; negative sizes, which some exporters write, mean unknown.</param>
    public static ModelDimension Fixed(long size) => size < 0 ? Unknown : new(size, null);

    /// <summary>A symbolic dimension.</summary>
    /// <param name="name">The name; an empty one means unknown.</param>
    public static ModelDimension Symbolic(string name) => name.Length == 0 ? Unknown : new(null, name);

    /// <inheritdoc/>
    public override string ToString() => Size?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Symbol ?? "?";

    internal sealed class Converter : JsonConverter<ModelDimension>
    {
        public override bool HandleNull => true;

        public override ModelDimension Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Number => Fixed(reader.GetInt64()),
            JsonTokenType.String => Symbolic(reader.GetString()!),
            JsonTokenType.Null => Unknown,
            _ => throw new JsonException("A dimension is a number, a string or null."),
        };

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
}
