using System.Globalization;

namespace ModelPack.Core.Validation;

/// <summary>What the exit code of a process that died means.</summary>
internal static class ExitDescription
{
    /// <summary>128 + SIGABRT: what the .NET runtime ends with when it cannot go on.</summary>
    public const int Aborted = 134;

    private static readonly Dictionary<int, string> s_signals = new()
    {
        [4] = "SIGILL, illegal instruction",
        [6] = "SIGABRT, abort",
        [8] = "SIGFPE, arithmetic error",
        [9] = "SIGKILL, killed, perhaps by the system because memory ran out",
        [11] = "SIGSEGV, access to invalid memory",
        [15] = "SIGTERM, terminated",
        [24] = "SIGXCPU, processor time limit",
    };

    private static readonly Dictionary<uint, string> s_windows = new()
    {
        [0xC0000005] = "access violation",
        [0xC0000094] = "integer division by zero",
        [0xC0000095] = "integer overflow",
        [0xC00000FD] = "stack overflow",
        [0xC0000409] = "fail fast",
    };

    public static string Of(int exitCode)
    {
        if (OperatingSystem.IsWindows())
        {
            uint status = unchecked((uint)exitCode);
            return s_windows.TryGetValue(status, out string? name) ? $"{name} (0x{status:X8})" : $"exit code 0x{status:X8}";
        }

        // SIGBUS has another number on macOS.
        int signal = exitCode - 128;
        return signal == (OperatingSystem.IsMacOS() ? 10 : 7) ? "SIGBUS, access to memory that a file no longer has"
            : s_signals.TryGetValue(signal, out string? text) ? text
            : signal > 0 ? string.Create(CultureInfo.InvariantCulture, $"signal {signal}")
            : string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}");
    }
}
