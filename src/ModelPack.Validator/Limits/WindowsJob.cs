using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ModelPack.Validator.Limits;

/// <summary>
/// A job object that holds this process only and limits its committed memory. Source: Microsoft's documentation of
/// <c>JOBOBJECT_EXTENDED_LIMIT_INFORMATION</c>. Where the process may not enter a job, the parent's watch on memory remains.
/// </summary>
internal static partial class WindowsJob
{
    private const int ExtendedLimitInformation = 9;
    private const uint LimitProcessMemory = 0x100;
    private const uint KillOnJobClose = 0x2000;

    // Never closed: the job lives as long as the process.
    private static nint s_job;

    public static void SetMemory(long bytes)
    {
        if (s_job == 0)
        {
            s_job = CreateJobObject(0, 0);
            using Process self = Process.GetCurrentProcess();
            if (s_job != 0)
            {
                _ = AssignProcessToJobObject(s_job, self.Handle);
            }
        }

        ExtendedLimits limits = new() { LimitFlags = LimitProcessMemory | KillOnJobClose, ProcessMemoryLimit = (nuint)bytes };
        _ = SetInformationJobObject(s_job, ExtendedLimitInformation, in limits, Marshal.SizeOf<ExtendedLimits>());
    }

    [LibraryImport("kernel32", EntryPoint = "CreateJobObjectW", SetLastError = true)]
    private static partial nint CreateJobObject(nint attributes, nint name);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool AssignProcessToJobObject(nint job, nint process);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetInformationJobObject(nint job, int kind, in ExtendedLimits limits, int size);

    // JOBOBJECT_BASIC_LIMIT_INFORMATION, IO_COUNTERS, then four sizes.
    [StructLayout(LayoutKind.Sequential)]
    private struct ExtendedLimits
    {
        public long PerProcessUserTimeLimit;
        public long PerJobUserTimeLimit;
        public uint LimitFlags;
        public nuint MinimumWorkingSetSize;
        public nuint MaximumWorkingSetSize;
        public uint ActiveProcessLimit;
        public nuint Affinity;
        public uint PriorityClass;
        public uint SchedulingClass;
        public ulong ReadOperationCount;
        public ulong WriteOperationCount;
        public ulong OtherOperationCount;
        public ulong ReadTransferCount;
        public ulong WriteTransferCount;
        public ulong OtherTransferCount;
        public nuint ProcessMemoryLimit;
        public nuint JobMemoryLimit;
        public nuint PeakProcessMemoryUsed;
        public nuint PeakJobMemoryUsed;
    }
}
