using System.Diagnostics;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Tests.Fuzzing;

/// <summary>Runs many mutants, the same in each run: 20,000 where <c>MODELPACK_SOAK</c> is 1, 1 % of that else.</summary>
internal static class Soak
{
    private const long FixedMemory = 16 << 20;

    private static int Rounds => Environment.GetEnvironmentVariable("MODELPACK_SOAK") == "1" ? 20_000 : 200;

    /// <summary>Gives mutants of some seeds to a reader, which may throw nothing but <see cref="ModelPackException"/> (or what <paramref name="expected"/> says); of large seeds only a share.</summary>
    public static void Run(string fileName, byte[][] seeds, Func<byte[], Random, byte[]> mutate, Action<string> read, Type? expected = null, int share = 1)
    {
        int rounds = Math.Max(2, Rounds / share);
        using TempFolder folder = new("soak");
        string path = folder[fileName];
        string where = "before the first mutant";
        Exception? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                for (int round = 0; round < rounds; round++)
                {
                    byte[] seed = seeds[round % seeds.Length];
                    byte[] mutant = mutate(seed, new Random(round));
                    File.WriteAllBytes(path, mutant);
                    Volatile.Write(ref where, $"mutant {round} of {fileName} ({mutant.Length} bytes: {Convert.ToHexString(mutant.AsSpan(0, Math.Min(mutant.Length, 64)))}…)");
                    One(path, mutant.Length, read, expected ?? typeof(ModelPackException));
                }
            }
            catch (Exception e)
            {
                // Told on the test's own thread.
                failure = e;
            }
        });
        thread.IsBackground = true;
        thread.Start();

        // Only a reader that never ends comes here: the limit is a hundred times what all rounds take.
        Assert.True(thread.Join(TimeSpan.FromMinutes(Rounds > 1000 ? 60 : 10)), $"Hangs at {Volatile.Read(ref where)}.");
        Assert.True(failure is null, $"{Volatile.Read(ref where)}: {failure}");
    }

    private static void One(string path, long length, Action<string> read, Type expected)
    {
        // What was allocated bounds what was live. A busy machine may stop a thread for a second, but not three times in a row.
        for (int attempt = 1; ; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Stopwatch watch = Stopwatch.StartNew();
            try
            {
                read(path);
            }
            catch (Exception e) when (expected.IsInstanceOfType(e))
            {
                // The expected outcome; what it says is tested elsewhere.
                Assert.True(e is not ModelPackException { Problem: var problem } || (problem.Code.Length > 0 && problem.Message.EndsWith('.')), e.Message);
            }

            watch.Stop();
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= (4 * length) + FixedMemory, $"{allocated} bytes allocated for {length}.");
            if (watch.Elapsed < TimeSpan.FromSeconds(1))
            {
                return;
            }

            Assert.True(attempt < 3, $"Takes {watch.Elapsed}.");
        }
    }
}
