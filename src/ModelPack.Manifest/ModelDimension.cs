using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>A dimension: a fixed size, a symbolic name, or neither (unknown). In JSON a number, a string, or <see langword="null"/>.</summary>
/// <param name="Size">The size, where it is fixed.</param>
/// <param name="Symbol">The symbolic name, where it has one.</param>
[JsonConverter(typeof(ModelDimensionConverter))]
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
}
