using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace ModelPack.Benchmarks.Models;

/// <summary>Fills buffers with numbers as trained weights have them: normally distributed, and hardly compressible.</summary>
internal static class WeightFiller
{
    private static readonly float[] Bounds = Gaussian.Bounds;
    private static readonly byte[] Nibbles = Gaussian.Nibbles();
    private static readonly ConcurrentDictionary<(StoredKind, float), ushort[]> Tables = new();

    /// <summary>Fills a buffer whose length is a multiple of 8.</summary>
    public static void Fill(Span<byte> buffer, StoredKind kind, float deviation, Noise noise)
    {
        switch (kind)
        {
            case StoredKind.Float32:
                FillFloats(MemoryMarshal.Cast<byte, float>(buffer), deviation, noise);
                break;
            case StoredKind.Scales:
                FillScales(MemoryMarshal.Cast<byte, float>(buffer), deviation, noise);
                break;
            case StoredKind.Nibbles:
                FillNibbles(buffer, noise);
                break;
            default:
                ushort[] table = Tables.GetOrAdd((kind, deviation), key => key.Item1 == StoredKind.Float16 ? Gaussian.Halves(key.Item2) : Gaussian.Brains(key.Item2));
                FillShorts(MemoryMarshal.Cast<byte, ushort>(buffer), table, noise);
                break;
        }
    }

    private static void FillFloats(Span<float> values, float deviation, Noise noise)
    {
        const float Unit = 1f / (1 << 20);
        float[] bounds = Bounds;
        for (int i = 0; i + 1 < values.Length; i += 2)
        {
            ulong bits = noise.Next();
            values[i] = Value((uint)bits);
            values[i + 1] = Value((uint)(bits >> 32));
        }

        // 12 bits choose the bin, the others the place in it: every bit of the number is random.
        float Value(uint bits)
        {
            float low = bounds[bits >> 20];
            return (low + ((bounds[(bits >> 20) + 1] - low) * ((bits & 0xFFFFF) * Unit))) * deviation;
        }
    }

    private static void FillShorts(Span<ushort> values, ushort[] table, Noise noise)
    {
        for (int i = 0; i + 3 < values.Length; i += 4)
        {
            ulong bits = noise.Next();
            values[i] = table[(ushort)bits];
            values[i + 1] = table[(ushort)(bits >> 16)];
            values[i + 2] = table[(ushort)(bits >> 32)];
            values[i + 3] = table[(ushort)(bits >> 48)];
        }
    }

    private static void FillNibbles(Span<byte> values, Noise noise)
    {
        byte[] table = Nibbles;
        for (int i = 0; i + 3 < values.Length; i += 4)
        {
            ulong bits = noise.Next();
            values[i] = Pair(bits);
            values[i + 1] = Pair(bits >> 16);
            values[i + 2] = Pair(bits >> 32);
            values[i + 3] = Pair(bits >> 48);
        }

        byte Pair(ulong bits) => (byte)(table[(byte)bits] | (table[(byte)(bits >> 8)] << 4));
    }

    // The largest of 32 normal numbers is 2 to 2.6 deviations away; the integers go to 8.
    private static void FillScales(Span<float> values, float deviation, Noise noise)
    {
        for (int i = 0; i + 1 < values.Length; i += 2)
        {
            ulong bits = noise.Next();
            values[i] = Scale((uint)bits);
            values[i + 1] = Scale((uint)(bits >> 32));
        }

        float Scale(uint bits) => deviation * (2f + (bits * (0.6f / uint.MaxValue))) / 8;
    }
}
