using System.Runtime.InteropServices;

namespace ModelPack.Validator.Limits;

/// <summary>What the process sets on itself once.</summary>
internal static class ProcessSetup
{
    // Kept, so that it stays in force.
    private static PosixSignalRegistration? s_interrupt;

    public static void Apply()
    {
        // Ctrl+C reaches the whole group of processes. The build decides what it means, and ends this process by closing its input.
        s_interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // A crash here is an answer, no reason for a core file in the author's folders.
        UnixLimits.DisableCoreFiles();
        if (OperatingSystem.IsLinux())
        {
            try
            {
                File.WriteAllText("/proc/self/oom_score_adj", "1000");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Only a wish: where memory is short, the system should end this process before the build.
            }
        }
    }
}
