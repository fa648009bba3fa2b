using ModelPack.Core.Onnx;

namespace ModelPack.Core.Samples;

/// <summary>A tensor. The bytes are as ONNX Runtime holds them: little endian, row major, several small elements in a byte, low bits first.</summary>
internal sealed class TensorValue : SampleValue
{
    /// <param name="elementType">Any type but <see cref="OnnxElementType.String"/>.</param>
    /// <param name="shape">The dimensions.</param>
    /// <param name="data">The elements; the caller has checked the length.</param>
    public TensorValue(OnnxElementType elementType, IReadOnlyList<long> shape, ReadOnlyMemory<byte> data)
    {
        ElementType = elementType;
        Shape = shape;
        Data = data;
    }

    /// <param name="shape">The dimensions.</param>
    /// <param name="strings">The elements as UTF-8, or whatever bytes the file has.</param>
    public TensorValue(IReadOnlyList<long> shape, IReadOnlyList<ReadOnlyMemory<byte>> strings)
    {
        ElementType = OnnxElementType.String;
        Shape = shape;
        Strings = strings;
    }

    public override string Kind => "tensor";

    public OnnxElementType ElementType { get; }

    public IReadOnlyList<long> Shape { get; }

    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The elements of a string tensor.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Strings { get; } = [];

    /// <summary>Some elements of a list, in a given order.</summary>
    /// <param name="order">Their positions.</param>
    public TensorValue Pick(int[] order)
    {
        if (ElementType == OnnxElementType.String)
        {
            return new TensorValue([order.Length], [.. order.Select(i => Strings[i])]);
        }

        int width = ElementLayout.Bits(ElementType) / 8;
        byte[] data = new byte[order.Length * width];
        for (int i = 0; i < order.Length; i++)
        {
            Data.Span.Slice(order[i] * width, width).CopyTo(data.AsSpan(i * width));
        }

        return new TensorValue(ElementType, [order.Length], data);
    }

    /// <summary>The number of elements, or -1 where a dimension is negative or the product does not fit.</summary>
    public static long CountElements(IReadOnlyList<long> shape)
    {
        if (shape.Any(size => size < 0))
        {
            return -1;
        }

        if (shape.Contains(0))
        {
            return 0;
        }

        Int128 count = 1;
        foreach (long size in shape)
        {
            count *= size;
            if (count > long.MaxValue)
            {
                return -1;
            }
        }

        return (long)count;
    }
}
