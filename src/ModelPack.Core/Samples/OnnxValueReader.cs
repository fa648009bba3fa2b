using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Samples;

/// <summary>
/// Reads the files of ONNX's test vectors. Which message a file holds (<c>TensorProto</c>, <c>SequenceProto</c>, <c>MapProto</c>,
/// <c>OptionalProto</c>) is told by the signature only. Source: <c>onnx-data.proto</c>.
/// </summary>
internal static class OnnxValueReader
{
    private const int MaxDepth = 32;

    // SequenceProto and OptionalProto number their kinds and fields alike.
    private static readonly string[] ElementKinds = ["undefined", "tensor", "sparse_tensor", "sequence", "map", "optional"];

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="kind">What it holds, as <see cref="ModelType.Kind"/>.</param>
    /// <exception cref="ModelPackException">It cannot be read or is damaged.</exception>
    public static SampleValue ReadFile(string file, string kind)
    {
        byte[] bytes = SampleFileBytes.Read(file);
        return Read(bytes, file, kind, 0);
    }

    internal static SampleValue Read(ReadOnlyMemory<byte> message, string file, string kind, int depth)
    {
        ProtobufSpanReader reader = new(message, file, DiagnosticCodes.SampleUnreadable);
        return depth > MaxDepth ? throw reader.Damaged("it is nested too deeply") : kind switch
        {
            "tensor" => OnnxTensorReader.Read(message, file),
            "sparse_tensor" => ReadSparse(reader, file),
            "sequence" => ReadSequence(reader, file, depth),
            "map" => ReadMap(reader, file, depth),
            "optional" => ReadOptional(reader, file, depth),
            _ => throw new ModelPackException(new Problem(
                DiagnosticCodes.SampleUnreadable,
                $"'{Path.GetFileName(file)}' is for a value of the kind '{kind}', which samples cannot have. Remove it from the samples.",
                file)),
        };
    }

    // SparseTensorProto: 1 values, 2 indices, 3 dimensions.
    private static SparseValue ReadSparse(ProtobufSpanReader reader, string file)
    {
        TensorValue? values = null;
        TensorValue? indices = null;
        List<long> shape = [];
        while (reader.TryReadField(out int field, out ProtoWireType wireType))
        {
            switch (field, wireType)
            {
                case (1, ProtoWireType.Bytes):
                    values = OnnxTensorReader.Read(reader.ReadBytes(), file);
                    break;
                case (2, ProtoWireType.Bytes):
                    indices = OnnxTensorReader.Read(reader.ReadBytes(), file);
                    break;
                case (3, ProtoWireType.Varint):
                    shape.Add((long)reader.ReadVarint());
                    break;
                case (3, ProtoWireType.Bytes):
                    ProtobufSpanReader packed = new(reader.ReadBytes(), file, DiagnosticCodes.SampleUnreadable);
                    while (packed.Position < packed.Length)
                    {
                        shape.Add((long)packed.ReadVarint());
                    }

                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }

        if (values is null || indices is null || indices.ElementType != OnnxElementType.Int64 || indices.Shape.Count is not (1 or 2))
        {
            throw reader.Damaged("a sparse tensor lacks values, or indices of the type int64");
        }

        long[] places = MemoryMarshal.Cast<byte, long>(indices.Data.Span).ToArray();
        return SparseValue.Create(shape, values, places, coordinates: indices.Shape.Count == 2, out string? why) ?? throw reader.Damaged($"a sparse tensor {why}");
    }

    private static SequenceValue ReadSequence(ProtobufSpanReader reader, string file, int depth)
    {
        List<SampleValue> items = [];
        while (reader.TryReadField(out int field, out ProtoWireType wireType))
        {
            // 3 tensors, 4 sparse tensors, 5 sequences, 6 maps, 7 optionals
            if (field is >= 3 and <= 7 && wireType == ProtoWireType.Bytes)
            {
                items.Add(Read(reader.ReadBytes(), file, ElementKinds[field - 2], depth + 1));
            }
            else
            {
                reader.Skip(wireType);
            }
        }

        return new SequenceValue(items);
    }

    private static SampleValue ReadOptional(ProtobufSpanReader reader, string file, int depth)
    {
        SampleValue value = OptionalValue.None;
        while (reader.TryReadField(out int field, out ProtoWireType wireType))
        {
            if (field is >= 3 and <= 7 && wireType == ProtoWireType.Bytes)
            {
                value = Read(reader.ReadBytes(), file, ElementKinds[field - 2], depth + 1);
            }
            else
            {
                reader.Skip(wireType);
            }
        }

        return value;
    }

    private static MapValue ReadMap(ProtobufSpanReader reader, string file, int depth)
    {
        OnnxElementType keyType = OnnxElementType.Undefined;
        List<string> keys = [];
        SequenceValue? values = null;
        while (reader.TryReadField(out int field, out ProtoWireType wireType))
        {
            switch (field, wireType)
            {
                case (2, ProtoWireType.Varint):
                    keyType = (OnnxElementType)(int)Math.Min(reader.ReadVarint(), int.MaxValue);
                    break;
                case (3, ProtoWireType.Varint):
                    keys.Add(((long)reader.ReadVarint()).ToString(CultureInfo.InvariantCulture));
                    break;
                case (3, ProtoWireType.Bytes):
                    ProtobufSpanReader packed = new(reader.ReadBytes(), file, DiagnosticCodes.SampleUnreadable);
                    while (packed.Position < packed.Length)
                    {
                        keys.Add(((long)packed.ReadVarint()).ToString(CultureInfo.InvariantCulture));
                    }

                    break;
                case (4, ProtoWireType.Bytes):
                    keys.Add(Encoding.UTF8.GetString(reader.ReadBytes().Span));
                    break;
                case (5, ProtoWireType.Bytes):
                    values = (SequenceValue)Read(reader.ReadBytes(), file, "sequence", depth + 1);
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }

        if (keys.Count != (values?.Items.Count ?? 0))
        {
            throw reader.Damaged("a map has another number of keys than of values");
        }

        SortedDictionary<string, SampleValue> items = new(StringComparer.Ordinal);
        for (int i = 0; i < keys.Count; i++)
        {
            if (!items.TryAdd(keys[i], values!.Items[i]))
            {
                throw reader.Damaged("a map has a key twice");
            }
        }

        return new MapValue(keyType, items);
    }
}
