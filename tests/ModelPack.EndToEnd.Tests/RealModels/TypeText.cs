namespace ModelPack.EndToEnd.Tests.RealModels;

/// <summary>A manifest's types in the words of the probe.</summary>
internal static class TypeText
{
    public static string Of(ModelType type) => type.Kind switch
    {
        // The runtime's own API shows an unknown rank as a scalar.
        "tensor" => $"{type.ElementType}[{string.Join(", ", type.Shape ?? [])}]",
        "map" => $"map({type.KeyType}, {Of(type.Element!)})",
        _ => $"{type.Kind}({Of(type.Element!)})",
    };

    public static Dictionary<string, string> Of(IEnumerable<ModelValue> values) => values.ToDictionary(value => value.Name, value => Of(value.Inferred ?? value.Type));
}
