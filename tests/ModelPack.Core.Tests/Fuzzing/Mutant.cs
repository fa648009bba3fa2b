namespace ModelPack.Core.Tests.Fuzzing;

/// <summary>Damage that suits any bytes; the formats add what suits their structure.</summary>
internal static class Mutant
{
    private static readonly ulong[] Interesting =
    [
        0, 1, 2, 4, 7, 8, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff, 0x100000000,
        0x3fffffffffffffff, 0x7fffffffffffffff, 0x8000000000000000, 0xfffffffffffffffe, 0xffffffffffffffff,
    ];

    /// <summary>Damages a copy.</summary>
    public static byte[] Of(byte[] seed, Random random)
    {
        List<byte> bytes = [.. seed];
        for (int rounds = 1 + random.Next(3); rounds > 0 && bytes.Count > 0; rounds--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(1 + random.Next(16), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, random.Next(8) == 0 ? bytes.Count - at : length);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                default:
                    Overwrite(bytes, at, Number(random), 1 << random.Next(4));
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>A number at which code breaks.</summary>
    public static ulong Number(Random random) => random.Next(4) == 0 ? (ulong)random.NextInt64() >> random.Next(63) : Interesting[random.Next(Interesting.Length)];

    private static void Overwrite(List<byte> bytes, int at, ulong number, int size)
    {
        // Numbers in binary formats are aligned more often than not.
        at = at / size * size;
        for (int i = 0; i < size && at + i < bytes.Count; i++)
        {
            bytes[at + i] = (byte)(number >> (8 * i));
        }
    }
}
