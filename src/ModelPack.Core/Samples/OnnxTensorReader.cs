using System.Buffers;
using System.Buffers.Binary;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Samples;

/// <summary>
/// Reads one ONNX <c>TensorProto</c>. Source: <c>onnx.proto</c>. Numbers are in <c>raw_data</c> or, by type, in one of the typed fields, packed or not.
/// </summary>
internal sealed class OnnxTensorReader
{
    private readonly string _file;
    private readonly List<long> _shape = [];
    private readonly List<ReadOnlyMemory<byte>> _strings = [];
    private readonly ArrayBufferWriter<byte> _typed = new();
    private ReadOnlyMemory<byte>? _raw;
    private int _dataType;
    private bool _external;

    private OnnxTensorReader(string file) => _file = file;

    /// <summary>Reads a tensor.</summary>
    /// <param name="message">The message.</param>
    /// <param name="file">The file it is from, for errors.</param>
    /// <exception cref="ModelPackException">The message is damaged, or its data does not fit its shape.</exception>
    public static TensorValue Read(ReadOnlyMemory<byte> message, string file)
    {
        ProtobufSpanReader scan = new(message, file, DiagnosticCodes.SampleUnreadable);
        OnnxTensorReader reader = new(file);
        // The element type is needed before the numbers, and fields may come in any order.
        while (scan.TryReadField(out int field, out ProtoWireType wireType))
        {
            if (field == 2 && wireType == ProtoWireType.Varint)
            {
                reader._dataType = (int)Math.Min(scan.ReadVarint(), int.MaxValue);
            }
            else
            {
                scan.Skip(wireType);
            }
        }

        return reader.ReadAll(new ProtobufSpanReader(message, file, DiagnosticCodes.SampleUnreadable));
    }

    private TensorValue ReadAll(ProtobufSpanReader reader)
    {
        OnnxElementType type = (OnnxElementType)_dataType;
        if (type != OnnxElementType.String && ElementLayout.Bits(type) == 0)
        {
            throw reader.Damaged($"it has the element type {_dataType}, which is none");
        }

        while (reader.TryReadField(out int field, out ProtoWireType wireType))
        {
            ReadField(ref reader, type, field, wireType);
        }

        if (_external)
        {
            throw reader.Damaged("its data is in another file, which samples cannot have");
        }

        long count = TensorValue.CountElements(_shape);
        if (type == OnnxElementType.String)
        {
            return count == _strings.Count ? new TensorValue(_shape, _strings) : throw Mismatch(reader, count, _strings.Count, "elements");
        }

        ReadOnlyMemory<byte> data = _raw ?? _typed.WrittenMemory;
        long bytes = count < 0 ? -1 : ElementLayout.Bytes(type, count);
        return bytes == data.Length ? new TensorValue(type, _shape, data) : throw Mismatch(reader, bytes, data.Length, "bytes");
    }

    private void ReadField(ref ProtobufSpanReader reader, OnnxElementType type, int field, ProtoWireType wireType)
    {
        switch (field)
        {
            case 1:
                ReadVarints(ref reader, wireType, value => _shape.Add((long)value));
                break;
            case 4 when type is OnnxElementType.Float or OnnxElementType.Complex64:
                ReadFixed(ref reader, wireType, ProtoWireType.Fixed32);
                break;
            case 10 when type is OnnxElementType.Double or OnnxElementType.Complex128:
                ReadFixed(ref reader, wireType, ProtoWireType.Fixed64);
                break;
            case 5 when ElementLayout.Bits(type) <= 32 && type != OnnxElementType.UInt32:
            case 7 when type == OnnxElementType.Int64:
            case 11 when type is OnnxElementType.UInt32 or OnnxElementType.UInt64:
                // Types below a byte come packed, a byte in each number.
                int width = Math.Max(ElementLayout.Bits(type) / 8, 1);
                ReadVarints(ref reader, wireType, value => Append(value, width));
                break;
            case 6 when type == OnnxElementType.String:
                reader.Expect(wireType, ProtoWireType.Bytes);
                _strings.Add(reader.ReadBytes());
                break;
            case 9:
                reader.Expect(wireType, ProtoWireType.Bytes);
                _raw = reader.ReadBytes();
                break;
            case 14 when wireType == ProtoWireType.Varint:
                _external = reader.ReadVarint() == 1;
                break;
            default:
                reader.Skip(wireType);
                break;
        }
    }

    private void ReadVarints(ref ProtobufSpanReader reader, ProtoWireType wireType, Action<ulong> add)
    {
        if (wireType == ProtoWireType.Varint)
        {
            add(reader.ReadVarint());
            return;
        }

        reader.Expect(wireType, ProtoWireType.Bytes);
        ProtobufSpanReader packed = new(reader.ReadBytes(), _file, DiagnosticCodes.SampleUnreadable);
        int length = packed.Length;
        while (packed.Position < length)
        {
            add(packed.ReadVarint());
        }
    }

    private void ReadFixed(ref ProtobufSpanReader reader, ProtoWireType wireType, ProtoWireType single)
    {
        if (wireType == single)
        {
            Append(single == ProtoWireType.Fixed32 ? reader.ReadFixed32() : reader.ReadFixed64(), single == ProtoWireType.Fixed32 ? 4 : 8);
            return;
        }

        reader.Expect(wireType, ProtoWireType.Bytes);
        _typed.Write(reader.ReadBytes().Span);
    }

    private void Append(ulong value, int width)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        _typed.Write(bytes[..width]);
    }

    private static ModelPackException Mismatch(ProtobufSpanReader reader, long expected, long actual, string unit) => reader.Damaged(
        expected < 0 ? "its shape is impossible" : $"its shape asks for {expected} {unit}, and it has {actual}");
}
