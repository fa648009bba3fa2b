namespace ModelPack.Validator;

/// <summary>Puts together what the file declares and what the runtime inferred.</summary>
internal static class SignatureMerge
{
    /// <summary>The runtime's values, with the rank unknown where only the file could tell and does not.</summary>
    public static IReadOnlyList<ModelValue> Merge(IReadOnlyList<ModelValue> inferred, IReadOnlyList<ModelValue>? declared)
    {
        Dictionary<string, ModelType> types = new(StringComparer.Ordinal);
        foreach (ModelValue value in declared ?? [])
        {
            types[value.Name] = value.Type;
        }

        return [.. inferred.Select(value => new ModelValue { Name = value.Name, Type = Merge(value.Type, types.GetValueOrDefault(value.Name)) })];
    }

    private static ModelType Merge(ModelType inferred, ModelType? declared) => new()
    {
        Kind = inferred.Kind,
        ElementType = inferred.ElementType,
        KeyType = inferred.KeyType,
        Element = inferred.Element is null ? null : Merge(inferred.Element, declared?.Element),

        // The runtime shows an unknown rank as a scalar.
        Shape = inferred.Shape is { Count: 0 } && declared?.Shape is not { Count: 0 } ? null : inferred.Shape,
    };
}
