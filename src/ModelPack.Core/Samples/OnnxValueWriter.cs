using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using ModelPack.Core.Onnx;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Samples;

/// <summary>Writes values as the files of ONNX's test vectors; what <see cref="OnnxValueReader"/> reads is the same value. Source: <c>onnx-data.proto</c>.</summary>
internal static class OnnxValueWriter
{
    /// <summary>The content of a file.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The name of the output.</param>
    /// <param name="type">The type by the signature: of an optional, the file holds an <c>OptionalProto</c>.</param>
    public static byte[] Write(SampleValue value, string name, ModelType type) =>
        (type.Kind == "optional" ? Optional(value, name) : Message(value, name)).ToArray();

    private static ProtoBuffer Message(SampleValue value, string name) => value switch
    {
        TensorValue tensor => Tensor(tensor, name),
        SparseValue sparse => Sparse(sparse, name),
        SequenceValue sequence => Sequence(sequence, name),
        MapValue map => Map(map, name),
        _ => Optional(value, name),
    };

    // TensorProto: 1 dimensions, 2 type, 6 strings, 8 name, 9 raw data.
    private static ProtoBuffer Tensor(TensorValue tensor, string name)
    {
        ProtoBuffer message = new();
        foreach (long size in tensor.Shape)
        {
            message.Varint(1, size);
        }

        message.Varint(2, (int)tensor.ElementType);
        foreach (ReadOnlyMemory<byte> text in tensor.Strings)
        {
            message.Bytes(6, text.Span);
        }

        message.Bytes(8, Encoding.UTF8.GetBytes(name));
        return tensor.ElementType == OnnxElementType.String ? message : message.Bytes(9, tensor.Data.Span);
    }

    // SparseTensorProto: 1 values, 2 indices, 3 dimensions.
    private static ProtoBuffer Sparse(SparseValue sparse, string name)
    {
        long[] places = [.. sparse.Indices];
        ProtoBuffer message = new ProtoBuffer()
            .Message(1, Tensor(sparse.Values, name))
            .Message(2, Tensor(new TensorValue(OnnxElementType.Int64, [places.Length], MemoryMarshal.AsBytes(places.AsSpan()).ToArray()), ""));
        foreach (long size in sparse.Shape)
        {
            message.Varint(3, size);
        }

        return message;
    }

    // SequenceProto and OptionalProto: 1 name, 2 kind, then a field per kind.
    private static ProtoBuffer Sequence(SequenceValue sequence, string name)
    {
        ProtoBuffer message = new ProtoBuffer().Bytes(1, Encoding.UTF8.GetBytes(name));
        if (sequence.Items.Count > 0)
        {
            message.Varint(2, KindOf(sequence.Items[0]));
        }

        foreach (SampleValue item in sequence.Items)
        {
            message.Message(KindOf(item) + 2, Message(item, ""));
        }

        return message;
    }

    private static ProtoBuffer Optional(SampleValue value, string name)
    {
        ProtoBuffer message = new ProtoBuffer().Bytes(1, Encoding.UTF8.GetBytes(name));
        return value is OptionalValue ? message : message.Varint(2, KindOf(value)).Message(KindOf(value) + 2, Message(value, ""));
    }

    // MapProto: 1 name, 2 key type, 3 integer keys, 4 text keys, 5 values as a sequence.
    private static ProtoBuffer Map(MapValue map, string name)
    {
        ProtoBuffer message = new ProtoBuffer().Bytes(1, Encoding.UTF8.GetBytes(name)).Varint(2, (int)map.KeyType);
        foreach (string key in map.Items.Keys)
        {
            if (map.KeyType == OnnxElementType.String)
            {
                message.Bytes(4, Encoding.UTF8.GetBytes(key));
            }
            else
            {
                message.Varint(3, long.Parse(key, CultureInfo.InvariantCulture));
            }
        }

        return message.Message(5, Sequence(new SequenceValue([.. map.Items.Values]), ""));
    }

    private static int KindOf(SampleValue value) => value switch
    {
        TensorValue => 1,
        SparseValue => 2,
        SequenceValue => 3,
        MapValue => 4,
        _ => 5,
    };
}
