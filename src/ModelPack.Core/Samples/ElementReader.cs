using System.Buffers.Binary;
using System.Globalization;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Samples;

/// <summary>Reads single elements.</summary>
internal static class ElementReader
{
    /// <summary>The real number at an index.</summary>
    public static double Real(OnnxElementType type, ReadOnlySpan<byte> data, int index) => type switch
    {
        OnnxElementType.Float => BinaryPrimitives.ReadSingleLittleEndian(data[(index * 4)..]),
        OnnxElementType.Double => BinaryPrimitives.ReadDoubleLittleEndian(data[(index * 8)..]),
        OnnxElementType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(data[(index * 2)..]),
        OnnxElementType.BFloat16 => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(data[(index * 2)..]) << 16),
        OnnxElementType.Float4E2M1 => SmallFloats.Decode(type, Small(data, index, 4)),
        _ => SmallFloats.Decode(type, data[index]),
    };

    /// <summary>The integer, or truth value as 0 or 1, at an index.</summary>
    public static Int128 Integer(OnnxElementType type, ReadOnlySpan<byte> data, int index) => type switch
    {
        OnnxElementType.UInt2 => Small(data, index, 2),
        OnnxElementType.Int2 => (Small(data, index, 2) ^ 2) - 2,
        OnnxElementType.UInt4 => Small(data, index, 4),
        OnnxElementType.Int4 => (Small(data, index, 4) ^ 8) - 8,
        OnnxElementType.Bool => data[index] == 0 ? 0 : 1,
        OnnxElementType.UInt8 => data[index],
        OnnxElementType.Int8 => (sbyte)data[index],
        OnnxElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(data[(index * 2)..]),
        OnnxElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(data[(index * 2)..]),
        OnnxElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(data[(index * 4)..]),
        OnnxElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(data[(index * 4)..]),
        OnnxElementType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(data[(index * 8)..]),
        OnnxElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(data[(index * 8)..]),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an integer type."),
    };

    /// <summary>An element as a person reads it.</summary>
    public static string Format(OnnxElementType type, ReadOnlySpan<byte> data, int index) =>
        type == OnnxElementType.Bool ? (data[index] == 0 ? "false" : "true")
        : ElementLayout.IsInteger(type) ? Integer(type, data, index).ToString(CultureInfo.InvariantCulture)
        : type == OnnxElementType.Float ? ((float)Real(type, data, index)).ToString(CultureInfo.InvariantCulture)
        : Real(type, data, index).ToString(CultureInfo.InvariantCulture);

    private static byte Small(ReadOnlySpan<byte> data, int index, int bits)
    {
        int perByte = 8 / bits;
        return (byte)((data[index / perByte] >> (index % perByte * bits)) & ((1 << bits) - 1));
    }
}
