using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ModelPack.Core.Layout;

/// <summary>
/// Cuts a range of a file where its content says so: where a rolling hash (a "gear" hash) of the last 64 bytes is small. Bytes that are inserted or removed
/// move the cuts in their neighbourhood only.
/// </summary>
internal static class ContentCuts
{
    /// <summary>The name of the algorithm for what remembers its results; to be changed with it.</summary>
    public const string Version = "gear1";

    /// <summary>The hash depends on so many bytes: each is shifted out after 64.</summary>
    private const int Window = 64;

    private const int LeastBlock = 4 * 1024;

    private static readonly ulong[] s_gear = Gear();

    /// <summary>Finds the cuts.</summary>
    /// <param name="file">The file.</param>
    /// <param name="range">The range of it.</param>
    /// <param name="sizes">The least size of a piece and how often cuts come.</param>
    /// <param name="most">The largest size of a piece.</param>
    /// <param name="buffer">Memory to read into.</param>
    /// <param name="read">Takes how many bytes were read: what lies right behind a cut never is.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The cuts as offsets from the range's begin, without both ends of the range.</returns>
    public static IReadOnlyList<long> Find(SafeFileHandle file, FileRange range, CutSizes sizes, long most, Memory<byte> buffer, Action<int> read, CancellationToken cancellationToken)
    {
        List<long> cuts = [];
        long least = Math.Max(sizes.Least, Window);

        // What is read behind a cut is of no use: less of it than what is passed over.
        buffer = buffer[..(int)Math.Clamp(least / 4, Math.Min(LeastBlock, buffer.Length), buffer.Length)];
        for (long start = 0; range.Length - start >= 2 * least;)
        {
            long last = Math.Min(start + most, range.Length - least);
            long cut = FindOne(file, range, start + least, last, sizes.Threshold, buffer, read, cancellationToken);
            if (cut < 0 && range.Length - start <= most)
            {
                break;
            }

            start = cut < 0 ? last : cut;
            cuts.Add(start);
        }

        return cuts;
    }

    private static long FindOne(SafeFileHandle file, FileRange range, long first, long last, ulong threshold, Memory<byte> buffer, Action<int> read, CancellationToken cancellationToken)
    {
        ulong hash = 0;
        long position = first - Window;
        int unused = Window - 1;
        long found = -1;
        ShardReader.ReadWhile(
            file,
            range with { Offset = range.Offset + position, Length = last - position },
            buffer.Span,
            bytes =>
            {
                read(bytes.Length);

                // The first cut that there may be is behind a whole window.
                int skipped = Math.Min(unused, bytes.Length);
                Scan(bytes[..skipped], ref hash, 0);
                unused -= skipped;
                int index = Scan(bytes[skipped..], ref hash, threshold);
                found = index < 0 ? -1 : position + skipped + index;
                position += bytes.Length;
                return index < 0;
            },
            cancellationToken);
        return found;
    }

    /// <summary>Rolls the hash on to the first byte behind which it is below the threshold; the number of bytes up to there, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Scan(ReadOnlySpan<byte> bytes, ref ulong hash, ulong threshold)
    {
        // Without bounds checks: every byte is an index into the table, and this loop reads whole files.
        ref byte first = ref MemoryMarshal.GetReference(bytes);
        ref ulong gear = ref MemoryMarshal.GetArrayDataReference(s_gear);
        ulong value = hash;
        for (nint i = 0; i < bytes.Length; i++)
        {
            value = (value << 1) + Unsafe.Add(ref gear, (nint)Unsafe.Add(ref first, i));
            if (value < threshold)
            {
                hash = value;
                return (int)i + 1;
            }
        }

        hash = value;
        return -1;
    }

    /// <summary>256 random numbers that never change (SplitMix64): with others, every file would be cut elsewhere.</summary>
    private static ulong[] Gear()
    {
        ulong[] gear = new ulong[256];
        ulong state = 0x4D6F64656C5061;
        for (int i = 0; i < gear.Length; i++)
        {
            state += 0x9E3779B97F4A7C15;
            ulong value = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            gear[i] = value ^ (value >> 31);
        }

        return gear;
    }
}
