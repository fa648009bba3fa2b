namespace ModelPack.Core.Packing;

/// <summary>ONNX types as people write them: <c>float[N, 3]</c>, <c>sequence(map(int64, float))</c>.</summary>
public static class TypeNames
{
    /// <summary>The name of a type.</summary>
    /// <param name="type">The type.</param>
    public static string Of(ModelType type) => type.Kind switch
    {
        "tensor" => Tensor(type),
        "sparse_tensor" => $"sparse {Tensor(type)}",
        "sequence" or "optional" => $"{type.Kind}({Element(type)})",
        "map" => $"map({type.KeyType}, {Element(type)})",
        _ => type.Kind,
    };

    private static string Element(ModelType type) => type.Element is { } element ? Of(element) : "unknown";

    private static string Tensor(ModelType type) => type.Shape is null ? $"{type.ElementType}[?]" : type.Shape.Count == 0 ? type.ElementType ?? "unknown" : $"{type.ElementType}[{string.Join(", ", type.Shape)}]";
}
