using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ModelPack.Core.Validation;

/// <summary>How much memory of its own a process holds: pages that no file backs. Reservations, which cost nothing, do not count.</summary>
internal static partial class ProcessMemory
{
    private const int RusageInfoV0 = 0;

    /// <summary>The bytes, or 0 where they cannot be told.</summary>
    public static long Read(Process process)
    {
        if (OperatingSystem.IsLinux())
        {
            return ReadStatus($"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/status", "RssAnon:", "RssShmem:", "VmSwap:");
        }

        if (OperatingSystem.IsMacOS())
        {
            // struct rusage_info_v0: uuid (16 bytes), then 64-bit numbers; ri_phys_footprint is the eighth. Source: sys/resource.h.
            long[] info = new long[12];
            return ReadResourceUse(process.Id, RusageInfoV0, info) == 0 ? info[9] : 0;
        }

        process.Refresh();
        return process.PrivateMemorySize64;
    }

    /// <summary>The sum of some lines of a <c>/proc/PID/status</c>, in bytes.</summary>
    public static long ReadStatus(string path, params ReadOnlySpan<string> names)
    {
        long sum = 0;
        try
        {
            foreach (string line in File.ReadLines(path))
            {
                foreach (string name in names)
                {
                    if (line.StartsWith(name, StringComparison.Ordinal)
                        && long.TryParse(line.AsSpan(name.Length).Trim().ToString().Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long kilobytes))
                    {
                        sum += kilobytes * 1024;
                    }
                }
            }
        }
        catch (IOException)
        {
            // The process has just ended; its exit is noticed elsewhere.
        }

        return sum;
    }

    [LibraryImport("libproc", EntryPoint = "proc_pid_rusage")]
    private static partial int ReadResourceUse(int pid, int flavor, [Out] long[] buffer);
}
