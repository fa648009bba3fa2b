using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Samples;

/// <summary>Builds a tensor's bytes from JSON numbers.</summary>
/// <param name="type">The element type; not string.</param>
internal sealed class ElementWriter(OnnxElementType type)
{
    private readonly List<byte> _bytes = [];
    private int _count;

    /// <summary>The bytes so far.</summary>
    public ReadOnlyMemory<byte> Data => _bytes.ToArray();

    /// <summary>Adds an element; <see langword="false"/> when it is no such element.</summary>
    public bool TryAdd(JsonElement element)
    {
        if (ElementLayout.IsComplex(type))
        {
            return element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 2 && TryAddPart(element[0]) && TryAddPart(element[1]);
        }

        if (ElementLayout.IsInteger(type))
        {
            return TryInteger(element, out Int128 integer) && TryAddInteger(integer);
        }

        return ElementLayout.IsReal(type) && TryReal(element, out double real) && AddReal(real, element);
    }

    private bool TryAddPart(JsonElement element)
    {
        ElementWriter part = new(type == OnnxElementType.Complex64 ? OnnxElementType.Float : OnnxElementType.Double);
        bool added = part.TryAdd(element);
        _bytes.AddRange(part.Data.Span);
        return added;
    }

    private bool TryInteger(JsonElement element, out Int128 value)
    {
        value = element.ValueKind == JsonValueKind.True ? 1 : 0;
        return (type == OnnxElementType.Bool && element.ValueKind is JsonValueKind.True or JsonValueKind.False)
            || (element.ValueKind == JsonValueKind.Number && Int128.TryParse(element.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));
    }

    private bool TryAddInteger(Int128 value)
    {
        int bits = type == OnnxElementType.Bool ? 1 : ElementLayout.Bits(type);
        Int128 least = ElementLayout.IsSigned(type) ? -(Int128.One << (bits - 1)) : 0;
        Int128 largest = least + (Int128.One << bits) - 1;
        if (value < least || value > largest)
        {
            return false;
        }

        Add((ulong)(long)(value & ulong.MaxValue), ElementLayout.Bits(type));
        return true;
    }

    private static bool TryReal(JsonElement element, out double value)
    {
        value = 0;
        return element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetDouble(out value),
            JsonValueKind.String => element.GetString() switch
            {
                "NaN" => Set(out value, double.NaN),
                "Infinity" => Set(out value, double.PositiveInfinity),
                "-Infinity" => Set(out value, double.NegativeInfinity),
                _ => false,
            },
            _ => false,
        };
    }

    private static bool Set(out double target, double value)
    {
        target = value;
        return true;
    }

    private bool AddReal(double value, JsonElement element)
    {
        switch (type)
        {
            case OnnxElementType.Double:
                Add(BitConverter.DoubleToUInt64Bits(value), 64);
                break;
            case OnnxElementType.Float:
                // Parsed once more, so that it is rounded once only.
                float single = element.ValueKind == JsonValueKind.Number && element.TryGetSingle(out float parsed) ? parsed : (float)value;
                Add(BitConverter.SingleToUInt32Bits(single), 32);
                return float.IsFinite(single) || !double.IsFinite(value);
            case OnnxElementType.Float16:
                Add(BitConverter.HalfToUInt16Bits((Half)value), 16);
                return Half.IsFinite((Half)value) || !double.IsFinite(value);
            case OnnxElementType.BFloat16:
                Add(RoundToBFloat16((float)value), 16);
                return float.IsFinite((float)value) || !double.IsFinite(value);
            default:
                Add(SmallFloats.Encode(type, value), ElementLayout.Bits(type));
                break;
        }

        return true;
    }

    private static ushort RoundToBFloat16(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)0x7FC0 : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    private void Add(ulong value, int bits)
    {
        int shift = bits < 8 ? _count * bits % 8 : 0;
        _count++;
        if (shift > 0)
        {
            _bytes[^1] |= (byte)((value & ((1UL << bits) - 1)) << shift);
            return;
        }

        Span<byte> buffer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(buffer, bits < 8 ? value & ((1UL << bits) - 1) : value);
        _bytes.AddRange((ReadOnlySpan<byte>)buffer[..Math.Max(bits / 8, 1)]);
    }
}
