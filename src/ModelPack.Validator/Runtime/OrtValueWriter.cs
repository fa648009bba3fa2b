using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ModelPack.Core.Onnx;
using ModelPack.Core.Samples;

namespace ModelPack.Validator.Runtime;

/// <summary>Makes native values of samples.</summary>
/// <param name="api">The runtime.</param>
/// <param name="values">What owns them.</param>
internal sealed unsafe class OrtValueWriter(OrtApi api, OrtValueSet values)
{
    /// <param name="value">The value.</param>
    /// <param name="type">The type of the input, which an empty value does not tell.</param>
    /// <exception cref="NotSupportedException">The C API cannot make such a value.</exception>
    public nint Write(SampleValue value, ModelType type)
    {
        if (type.Kind == "optional" && value is not OptionalValue && type.Element is { } held)
        {
            return Write(value, held);
        }

        return value switch
        {
            TensorValue { ElementType: OnnxElementType.String } tensor => WriteStrings(tensor),
            TensorValue tensor => WriteTensor(tensor),
            SparseValue sparse => new OrtSparseTensors(api).Write(sparse, values),
            SequenceValue { Items.Count: > 0 } sequence when type.Element is { } item => Combine([.. sequence.Items.Select(value => Write(value, item))], OnnxKind.Sequence),
            MapValue map => Combine([WriteKeys(map), WriteStacked(map, type)], OnnxKind.Map),
            SequenceValue => values.Add(OrtEmptySequence.Create(api, type)),
            _ => throw new NotSupportedException($"an input of the kind {value.Kind}"),
        };
    }

    private nint WriteTensor(TensorValue tensor)
    {
        // An empty array has an address too, which the runtime asks for.
        void* data = values.Pin(tensor.Data.IsEmpty ? new byte[16] : tensor.Data);
        long[] shape = [.. tensor.Shape];
        nint value;
        fixed (long* dimensions = shape)
        {
            api.Check(((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)api[OrtFunction.CreateTensorWithDataAsOrtValue])(
                api.CpuMemory, data, (nuint)tensor.Data.Length, dimensions, (nuint)shape.Length, OrtElementTypes.ToOrt(tensor.ElementType), &value));
        }

        return values.Add(value);
    }

    private nint WriteStrings(TensorValue tensor)
    {
        long[] shape = [.. tensor.Shape];
        nint value;
        fixed (long* dimensions = shape)
        {
            api.Check(((delegate* unmanaged<nint, long*, nuint, int, nint*, nint>)api[OrtFunction.CreateTensorAsOrtValue])(
                api.Allocator, dimensions, (nuint)shape.Length, (int)OnnxElementType.String, &value));
        }

        values.Add(value);
        for (int i = 0; i < tensor.Strings.Count; i++)
        {
            // By length, not by a terminating zero: strings may have zeros in them.
            ReadOnlySpan<byte> text = tensor.Strings[i].Span;
            byte* buffer;
            api.Check(((delegate* unmanaged<nint, nuint, nuint, byte**, nint>)api[OrtFunction.GetResizedStringTensorElementBuffer])(
                value, (nuint)i, (nuint)text.Length, &buffer));
            text.CopyTo(new Span<byte>(buffer, text.Length));
        }

        return value;
    }

    private nint Combine(nint[] parts, OnnxKind kind)
    {
        nint value;
        fixed (nint* pointer = parts)
        {
            api.Check(((delegate* unmanaged<nint*, nuint, int, nint*, nint>)api[OrtFunction.CreateValue])(pointer, (nuint)parts.Length, (int)kind, &value));
        }

        return values.Add(value);
    }

    private nint WriteKeys(MapValue map)
    {
        long[] shape = [map.Items.Count];
        if (map.KeyType == OnnxElementType.String)
        {
            return WriteStrings(new TensorValue(shape, [.. map.Items.Keys.Select(key => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(key))]));
        }

        if (map.KeyType != OnnxElementType.Int64)
        {
            throw new NotSupportedException($"a map with keys of the type {OnnxElementTypes.NameOf(map.KeyType)}");
        }

        byte[] keys = new byte[map.Items.Count * 8];
        int at = 0;
        foreach (string key in map.Items.Keys)
        {
            BinaryPrimitives.WriteInt64LittleEndian(keys.AsSpan(at), long.Parse(key, CultureInfo.InvariantCulture));
            at += 8;
        }

        return WriteTensor(new TensorValue(OnnxElementType.Int64, shape, keys));
    }

    private nint WriteStacked(MapValue map, ModelType type)
    {
        TensorValue stacked = Stack(map, OnnxElementTypes.Parse(type.Element?.ElementType));
        return stacked.ElementType == OnnxElementType.String ? WriteStrings(stacked) : WriteTensor(stacked);
    }

    /// <summary>The runtime takes a map's values as one tensor, with an item a key.</summary>
    private static TensorValue Stack(MapValue map, OnnxElementType valueType)
    {
        if (map.Items.Count == 0)
        {
            return valueType == OnnxElementType.String ? new TensorValue([0], []) : new TensorValue(valueType, [0], ReadOnlyMemory<byte>.Empty);
        }

        List<TensorValue> items = [.. map.Items.Values.Select(item => item as TensorValue
            ?? throw new NotSupportedException($"a map of {item.Kind}s"))];
        long[] shape = [items.Count];
        if (items.Any(item => TensorValue.CountElements(item.Shape) != 1 || item.ElementType != items[0].ElementType))
        {
            throw new NotSupportedException("a map whose values are no single numbers or strings");
        }

        return items[0].ElementType == OnnxElementType.String
            ? new TensorValue(shape, [.. items.Select(item => item.Strings[0])])
            : new TensorValue(items[0].ElementType, shape, items.SelectMany(item => item.Data.ToArray()).ToArray());
    }
}
