using ModelPack.Core.Onnx;

namespace ModelPack.Core.Samples;

/// <summary>
/// Makes an input where there is no sample: every dimension that is not fixed is 1, numbers are 0, truth values false, strings "a";
/// sequences and maps have one item (with the key 0 or "a"), optionals hold something, sparse tensors store nothing.
/// </summary>
internal static class InputSynthesizer
{
    /// <summary>More elements than this, over all inputs, are not made up.</summary>
    public const long MaxElements = 1L << 26;

    /// <summary>Makes the inputs.</summary>
    /// <param name="inputs">The model's inputs.</param>
    /// <param name="whyNot">Why none can be made.</param>
    /// <returns>The values by name, or <see langword="null"/>.</returns>
    public static Dictionary<string, SampleValue>? Create(IReadOnlyList<ModelValue> inputs, out string? whyNot)
    {
        Dictionary<string, SampleValue> values = new(StringComparer.Ordinal);
        long budget = MaxElements;
        whyNot = null;
        foreach (ModelValue input in inputs)
        {
            SampleValue? value = Create(input.Type, ref budget, out string? why);
            if (value is null)
            {
                whyNot = $"no input was synthesized: '{input.Name}' {why}";
                return null;
            }

            values[input.Name] = value;
        }

        return values;
    }

    private static SampleValue? Create(ModelType type, ref long budget, out string? whyNot)
    {
        whyNot = null;
        switch (type.Kind)
        {
            case "tensor":
                return CreateTensor(type, ref budget, out whyNot);
            case "sparse_tensor" when OnnxElementTypes.Parse(type.ElementType) is var sparse and not OnnxElementType.Undefined:
                return SparseValue.Empty(sparse, [.. (type.Shape ?? []).Select(dimension => dimension.Size ?? 1)]);
            case "optional" when type.Element is { } contained:
                return Create(contained, ref budget, out whyNot);
            case "sequence" when type.Element is { } item:
                SampleValue? first = Create(item, ref budget, out whyNot);
                return first is null ? null : new SequenceValue([first]);
            case "map" when type.Element is { } held && OnnxElementTypes.Parse(type.KeyType) is var keyType and not OnnxElementType.Undefined:
                SampleValue? value = Create(held, ref budget, out whyNot);
                return value is null
                    ? null
                    : new MapValue(keyType, new(StringComparer.Ordinal) { [keyType == OnnxElementType.String ? "a" : "0"] = value });
            default:
                whyNot = $"is of the kind {type.Kind}";
                return null;
        }
    }

    private static TensorValue? CreateTensor(ModelType type, ref long budget, out string? whyNot)
    {
        whyNot = null;
        OnnxElementType elementType = OnnxElementTypes.Parse(type.ElementType);
        if (elementType == OnnxElementType.Undefined)
        {
            whyNot = $"has the element type {type.ElementType ?? "unknown"}";
            return null;
        }

        List<long> shape = [.. (type.Shape ?? []).Select(dimension => dimension.Size ?? 1)];
        long count = TensorValue.CountElements(shape);
        if (count < 0 || count > budget)
        {
            whyNot = $"with its shape [{string.Join(',', shape)}] has more than 2^26 elements";
            return null;
        }

        budget -= count;
        return elementType == OnnxElementType.String
            ? new TensorValue(shape, [.. Enumerable.Repeat<ReadOnlyMemory<byte>>("a"u8.ToArray(), (int)count)])
            : new TensorValue(elementType, shape, new byte[ElementLayout.Bytes(elementType, count)]);
    }
}
