using System.Numerics;

namespace ModelPack.Benchmarks.Models;

/// <summary>A fast stream of random bits (xoshiro256++), the same for the same key.</summary>
internal struct Noise
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public Noise(params ReadOnlySpan<ulong> key)
    {
        ulong state = 0;
        foreach (ulong part in key)
        {
            state = Mix(ref state) ^ part;
        }

        _a = Mix(ref state);
        _b = Mix(ref state);
        _c = Mix(ref state);
        _d = Mix(ref state);
    }

    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(_a + _d, 23) + _a;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    // SplitMix64
    private static ulong Mix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
