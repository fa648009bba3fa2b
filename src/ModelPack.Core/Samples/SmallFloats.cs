using ModelPack.Core.Onnx;

namespace ModelPack.Core.Samples;

/// <summary>
/// The floating-point types of 8 and 4 bits. Source: ONNX's technical notes on float8 and float4 (FN: no infinities; UZ: one zero, NaN is 0x80),
/// and the OCP Microscaling Formats specification for E8M0 and E2M1.
/// </summary>
internal static class SmallFloats
{
    public static double Decode(OnnxElementType type, byte bits) => type switch
    {
        OnnxElementType.Float8E4M3FN => (bits & 0x7F) == 0x7F ? double.NaN : Decode(bits, 3, 7),
        OnnxElementType.Float8E4M3FNUZ => bits == 0x80 ? double.NaN : Decode(bits, 3, 8),
        OnnxElementType.Float8E5M2 => (bits & 0x7C) == 0x7C ? Special(bits) : Decode(bits, 2, 15),
        OnnxElementType.Float8E5M2FNUZ => bits == 0x80 ? double.NaN : Decode(bits, 2, 16),
        OnnxElementType.Float8E8M0 => bits == 0xFF ? double.NaN : Math.ScaleB(1, bits - 127),
        OnnxElementType.Float4E2M1 => Decode((byte)(((bits & 8) << 4) | (bits & 7)), 1, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a small floating-point type."),
    };

    /// <summary>The nearest representation; of two equally near ones the even one.</summary>
    public static byte Encode(OnnxElementType type, double value)
    {
        int count = type == OnnxElementType.Float4E2M1 ? 16 : 256;
        int best = -1;
        double bestDistance = double.PositiveInfinity;
        for (int bits = 0; bits < count; bits++)
        {
            double candidate = Decode(type, (byte)bits);
            if (candidate.Equals(value))
            {
                return (byte)bits;
            }

            double distance = Math.Abs(candidate - value);
            if (distance < bestDistance || (distance == bestDistance && (bits & 1) == 0))
            {
                best = bits;
                bestDistance = distance;
            }
        }

        return (byte)Math.Max(best, 0);
    }

    private static double Special(byte bits) => (bits & 3) != 0 ? double.NaN : bits >= 0x80 ? double.NegativeInfinity : double.PositiveInfinity;

    private static double Decode(byte bits, int mantissaBits, int bias)
    {
        int exponent = (bits & 0x7F) >> mantissaBits;
        int mantissa = bits & ((1 << mantissaBits) - 1);
        double value = exponent == 0
            ? Math.ScaleB(mantissa, 1 - bias - mantissaBits)
            : Math.ScaleB((1 << mantissaBits) + mantissa, exponent - bias - mantissaBits);
        return bits >= 0x80 ? -value : value;
    }
}
