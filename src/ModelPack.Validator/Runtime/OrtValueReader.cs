using System.Globalization;
using System.Text;
using ModelPack.Core.Onnx;
using ModelPack.Core.Samples;

namespace ModelPack.Validator.Runtime;

/// <summary>Copies native values, so that they outlive the run.</summary>
/// <param name="api">The runtime.</param>
internal sealed unsafe class OrtValueReader(OrtApi api)
{
    private readonly OrtTypeReader _types = new(api);

    /// <exception cref="NotSupportedException">The value is of a kind that cannot be read yet, or too large.</exception>
    public SampleValue Read(nint value)
    {
        if (value == 0 || api.Number(OrtFunction.HasValue, value) == 0)
        {
            return OptionalValue.None;
        }

        OnnxKind kind = (OnnxKind)api.Number(OrtFunction.GetValueType, value);
        return kind switch
        {
            OnnxKind.Tensor => ReadTensor(value),
            OnnxKind.Sequence => ReadSequence(value),
            OnnxKind.Map => ReadMap(value),
            OnnxKind.SparseTensor => new OrtSparseTensors(api).Read(value),
            _ => throw new NotSupportedException($"an output of the kind {kind}"),
        };
    }

    /// <summary>The bytes of a tensor, without its texts; 0 for other kinds.</summary>
    public long Bytes(nint value)
    {
        if (value == 0 || api.Number(OrtFunction.HasValue, value) == 0 || (OnnxKind)api.Number(OrtFunction.GetValueType, value) != OnnxKind.Tensor)
        {
            return 0;
        }

        (OnnxElementType type, long[] shape) = _types.ReadTensorInfo(api.Pointer(OrtFunction.GetTensorTypeAndShape, value));
        long count = TensorValue.CountElements(shape);
        return type == OnnxElementType.String ? count : ElementLayout.Bytes(type, count);
    }

    private TensorValue ReadTensor(nint value)
    {
        (OnnxElementType type, long[] shape) = _types.ReadTensorInfo(api.Pointer(OrtFunction.GetTensorTypeAndShape, value));
        long count = TensorValue.CountElements(shape);
        long bytes = type == OnnxElementType.String ? count : ElementLayout.Bytes(type, count);
        if (bytes > Array.MaxLength)
        {
            throw new NotSupportedException($"an output of {bytes} bytes");
        }

        if (type == OnnxElementType.String)
        {
            return new TensorValue(shape, ReadStrings(value, (int)count));
        }

        byte[] data = new byte[bytes];
        if (bytes > 0)
        {
            new ReadOnlySpan<byte>((void*)api.Pointer(OrtFunction.GetTensorMutableData, value), (int)bytes).CopyTo(data);
        }

        return new TensorValue(type, shape, data);
    }

    private ReadOnlyMemory<byte>[] ReadStrings(nint value, int count)
    {
        if (count == 0)
        {
            return [];
        }

        byte[] all = new byte[api.Count(OrtFunction.GetStringTensorDataLength, value)];
        nuint[] offsets = new nuint[count];
        fixed (byte* text = all)
        fixed (nuint* starts = offsets)
        {
            byte none;
            api.Check(((delegate* unmanaged<nint, byte*, nuint, nuint*, nuint, nint>)api[OrtFunction.GetStringTensorContent])(
                value, text is null ? &none : text, (nuint)all.Length, starts, (nuint)count));
        }

        ReadOnlyMemory<byte>[] strings = new ReadOnlyMemory<byte>[count];
        for (int i = 0; i < count; i++)
        {
            int start = (int)offsets[i];
            strings[i] = all.AsMemory(start, (i + 1 < count ? (int)offsets[i + 1] : all.Length) - start);
        }

        return strings;
    }

    private SequenceValue ReadSequence(nint value)
    {
        SampleValue[] items = new SampleValue[api.Count(OrtFunction.GetValueCount, value)];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = ReadItem(value, i);
        }

        return new SequenceValue(items);
    }

    private MapValue ReadMap(nint value)
    {
        if (ReadItem(value, 0) is not TensorValue keys || ReadItem(value, 1) is not TensorValue held)
        {
            throw new NotSupportedException("a map whose keys or values are no tensors");
        }

        int count = (int)TensorValue.CountElements(keys.Shape);
        int width = ElementLayout.Bits(held.ElementType) / 8;
        SortedDictionary<string, SampleValue> items = new(StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string key = keys.ElementType == OnnxElementType.String
                ? Encoding.UTF8.GetString(keys.Strings[i].Span)
                : ElementReader.Integer(keys.ElementType, keys.Data.Span, i).ToString(CultureInfo.InvariantCulture);
            items[key] = held.ElementType == OnnxElementType.String
                ? new TensorValue([], [held.Strings[i]])
                : new TensorValue(held.ElementType, [], held.Data.Slice(i * width, width));
        }

        return new MapValue(keys.ElementType, items);
    }

    private SampleValue ReadItem(nint value, int index)
    {
        nint item;
        api.Check(((delegate* unmanaged<nint, int, nint, nint*, nint>)api[OrtFunction.GetValue])(value, index, api.Allocator, &item));
        try
        {
            return Read(item);
        }
        finally
        {
            api.Release(OrtFunction.ReleaseValue, item);
        }
    }
}
