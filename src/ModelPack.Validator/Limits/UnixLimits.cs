using System.Runtime.InteropServices;

namespace ModelPack.Validator.Limits;

/// <summary>Resource limits of Unix. Source: setrlimit(2).</summary>
internal static partial class UnixLimits
{
    private const int Core = 4;
    private const int Data = 2;

    public static void DisableCoreFiles() => SetSoft(Core, 0);

    /// <summary>Limits private writable memory, mapped or allocated, in bytes. The kernel of macOS accepts and ignores it.</summary>
    public static void SetData(long bytes) => SetSoft(Data, (nuint)bytes);

    private static void SetSoft(int resource, nuint value)
    {
        if (Get(resource, out Limit limit) == 0)
        {
            limit.Soft = Math.Min(value, limit.Hard);
            _ = Set(resource, limit);
        }
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int Get(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int Set(int resource, in Limit limit);

    private struct Limit
    {
        public nuint Soft;
        public nuint Hard;
    }
}
