using System.Buffers.Binary;
using System.Text;

namespace ModelPack.Testing.Onnx;

/// <summary>Writes protobuf's wire format field by field, so that tests can also write what no serializer would.</summary>
/// <remarks>Source: the protobuf documentation, "Encoding".</remarks>
public sealed class ProtoWriter
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => _bytes.ToArray();

    /// <summary>A field of wire type 0.</summary>
    public ProtoWriter Varint(int field, long value) => Tag(field, 0).RawVarint((ulong)value);

    /// <summary>A <c>float</c> field (wire type 5).</summary>
    public ProtoWriter Float(int field, float value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return Tag(field, 5).Raw(bytes);
    }

    /// <summary>A <c>double</c> field (wire type 1).</summary>
    public ProtoWriter Double(int field, double value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        return Tag(field, 1).Raw(bytes);
    }

    /// <summary>A field of wire type 2.</summary>
    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> value) => Tag(field, 2).RawVarint((ulong)value.Length).Raw(value);

    public ProtoWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtoWriter Message(int field, ProtoWriter message) => Bytes(field, message.ToArray());

    public ProtoWriter PackedVarints(int field, params IEnumerable<long> values)
    {
        ProtoWriter packed = new();
        foreach (long value in values)
        {
            packed.RawVarint((ulong)value);
        }

        return Message(field, packed);
    }

    public ProtoWriter PackedFloats(int field, params ReadOnlySpan<float> values) => Bytes(field, TinyModels.ToBytes(values));

    /// <summary>The key of a field alone.</summary>
    public ProtoWriter Tag(int field, int wireType) => RawVarint(((ulong)field << 3) | (uint)wireType);

    /// <summary>A varint without a key, at least <paramref name="bytes"/> long (longer than needed is legal).</summary>
    public ProtoWriter RawVarint(ulong value, int bytes = 1)
    {
        for (; value > 0x7f || bytes > 1; bytes--)
        {
            _bytes.Add((byte)(value | 0x80));
            value >>= 7;
        }

        _bytes.Add((byte)value);
        return this;
    }

    /// <summary>Bytes as they are.</summary>
    public ProtoWriter Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }
}
