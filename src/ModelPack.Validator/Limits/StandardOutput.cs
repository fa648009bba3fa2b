using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ModelPack.Validator.Limits;

/// <summary>Keeps standard output for the protocol: whatever else prints there (a library of operators, the host) goes to standard error.</summary>
internal static partial class StandardOutput
{
    // Lives as long as the process.
    private static SafeFileHandle? s_own;

    public static Stream TakeOver()
    {
        if (OperatingSystem.IsWindows())
        {
            Stream console = Console.OpenStandardOutput();
            Console.SetOut(Console.Error);
            return console;
        }

        int own = Duplicate(1);
        if (own < 0 || Duplicate(2, 1) < 0)
        {
            // Without file descriptors to spare, the shared one has to do.
            return Console.OpenStandardOutput();
        }

        s_own = new SafeFileHandle(own, ownsHandle: true);
        return new FileStream(s_own, FileAccess.Write, bufferSize: 0);
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int descriptor, int target);
}
