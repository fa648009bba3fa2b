using System.Diagnostics;
using ModelPack.Core.Validation;

namespace ModelPack.Validator.Limits;

/// <summary>
/// Limits the memory of this process, so that the runtime answers with an error instead of the machine running short. macOS enforces no such
/// limit: there the parent's watch is all.
/// </summary>
internal static class MemoryLimit
{
    /// <summary>Allows so much beyond what the process holds now.</summary>
    /// <param name="allowance">The bytes.</param>
    /// <param name="weightBytes">The bytes of weights: mapped, and reserved once more by the runtime without being touched. Both count here.</param>
    public static void Set(long allowance, long weightBytes)
    {
        long extra = Math.Min(allowance, long.MaxValue / 8) + (2 * Math.Min(weightBytes, long.MaxValue / 8));
        if (OperatingSystem.IsLinux())
        {
            UnixLimits.SetData(ProcessMemory.ReadStatus("/proc/self/status", "VmData:") + extra);
        }
        else if (OperatingSystem.IsWindows())
        {
            using Process self = Process.GetCurrentProcess();
            WindowsJob.SetMemory(self.PrivateMemorySize64 + extra);
        }
    }
}
