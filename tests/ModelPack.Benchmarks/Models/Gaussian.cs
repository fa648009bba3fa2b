namespace ModelPack.Benchmarks.Models;

/// <summary>Quantiles of the normal distribution, as tables: a random index into one is a normally distributed number.</summary>
internal static class Gaussian
{
    private const int Bits16 = 1 << 16;

    /// <summary>Bounds of 4096 bins of equal probability; the outermost are cut off.</summary>
    public static float[] Bounds { get; } = [.. Enumerable.Range(0, 4097).Select(i => (float)Quantile(Math.Clamp(i / 4096.0, 1e-5, 1 - 1e-5)))];

    /// <summary>65536 halves of equal probability.</summary>
    public static ushort[] Halves(float deviation) => Table(deviation, value => BitConverter.HalfToUInt16Bits((Half)value));

    /// <summary>65536 bfloat16 of equal probability.</summary>
    public static ushort[] Brains(float deviation) => Table(deviation, value =>
    {
        // To the nearest, ties to even.
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    });

    /// <summary>256 4-bit integers, 8 for 0, as blocks of 32 have them when the largest of the block is at the edge.</summary>
    public static byte[] Nibbles()
    {
        byte[] table = new byte[256];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = (byte)Math.Clamp(Math.Round(8 + (Quantile((i + 0.5) / table.Length) * 8 / 2.3)), 0, 15);
        }

        return table;
    }

    private static ushort[] Table(float deviation, Func<float, ushort> convert)
    {
        ushort[] table = new ushort[Bits16];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = convert((float)(Quantile((i + 0.5) / Bits16) * deviation));
        }

        return table;
    }

    // By bisection of the distribution function: slow, exact enough, and only for tables.
    private static double Quantile(double probability)
    {
        double low = -6;
        double high = 6;
        for (int i = 0; i < 48; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Distribution(middle) < probability ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    // Abramowitz and Stegun 26.2.17, to 8e-8.
    private static double Distribution(double x)
    {
        double t = 1 / (1 + (0.2316419 * Math.Abs(x)));
        double tail = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI) * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return x >= 0 ? 1 - tail : tail;
    }
}
