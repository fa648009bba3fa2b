using ModelPack.Core.Onnx;

namespace ModelPack.Core.Samples;

/// <summary>A sparse tensor: the stored elements, ordered by their place in the dense one.</summary>
internal sealed class SparseValue : SampleValue
{
    private SparseValue(IReadOnlyList<long> shape, TensorValue values, long[] indices)
    {
        Shape = shape;
        Values = values;
        Indices = indices;
    }

    public override string Kind => "sparse_tensor";

    /// <summary>The dimensions of the dense tensor.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The stored elements, one dimension.</summary>
    public TensorValue Values { get; }

    /// <summary>The place of each stored element in the dense tensor, row major, ascending.</summary>
    public IReadOnlyList<long> Indices { get; }

    /// <summary>A sparse tensor without stored elements.</summary>
    public static SparseValue Empty(OnnxElementType type, IReadOnlyList<long> shape) =>
        new(shape, type == OnnxElementType.String ? new TensorValue([0], []) : new TensorValue(type, [0], ReadOnlyMemory<byte>.Empty), []);

    /// <summary>Makes a sparse tensor.</summary>
    /// <param name="shape">The dimensions of the dense tensor.</param>
    /// <param name="values">The stored elements.</param>
    /// <param name="indices">A place for each element, or, where <paramref name="coordinates"/> is set, a position per dimension for each.</param>
    /// <param name="coordinates">What <paramref name="indices"/> are.</param>
    /// <param name="why">Why it is none.</param>
    public static SparseValue? Create(IReadOnlyList<long> shape, TensorValue values, IReadOnlyList<long> indices, bool coordinates, out string? why)
    {
        long size = TensorValue.CountElements(shape);
        int count = (int)Math.Min(TensorValue.CountElements(values.Shape), int.MaxValue);
        why = size < 0 ? $"has the impossible shape [{string.Join(',', shape)}]"
            : values.Shape.Count != 1 ? "has values that are no list"
            : indices.Count != (long)count * (coordinates ? shape.Count : 1) ? $"has {count} values and {indices.Count} indices"
            : values.ElementType != OnnxElementType.String && ElementLayout.Bits(values.ElementType) < 8 ? $"is sparse and of the type {OnnxElementTypes.NameOf(values.ElementType)}"
            : null;
        if (why is not null)
        {
            return null;
        }

        long[] places = coordinates ? Places(shape, indices, count, ref why) : [.. indices];
        int[] order = [.. Enumerable.Range(0, count)];
        Array.Sort([.. places], order);
        Array.Sort(places);
        if (places.Any(place => place < 0 || place >= size))
        {
            why ??= "has an index outside its shape";
        }
        else if (places.Zip(places.Skip(1)).Any(pair => pair.First == pair.Second))
        {
            why ??= "has an index twice";
        }

        return why is null ? new SparseValue(shape, values.Pick(order), places) : null;
    }

    /// <summary>The position per dimension of each stored element, one behind the other.</summary>
    public long[] Coordinates()
    {
        long[] coordinates = new long[Indices.Count * Shape.Count];
        for (int i = 0; i < Indices.Count; i++)
        {
            long rest = Indices[i];
            for (int d = Shape.Count - 1; d >= 0; d--)
            {
                (rest, coordinates[(i * Shape.Count) + d]) = Math.DivRem(rest, Shape[d]);
            }
        }

        return coordinates;
    }

    private static long[] Places(IReadOnlyList<long> shape, IReadOnlyList<long> coordinates, int count, ref string? why)
    {
        long[] places = new long[count];
        for (int i = 0; i < count; i++)
        {
            for (int d = 0; d < shape.Count; d++)
            {
                long at = coordinates[(i * shape.Count) + d];
                if (at < 0 || at >= shape[d])
                {
                    why ??= "has an index outside its shape";
                    return places;
                }

                places[i] = (places[i] * shape[d]) + at;
            }
        }

        return places;
    }
}
