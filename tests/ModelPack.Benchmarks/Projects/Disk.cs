using System.Runtime.InteropServices;

namespace ModelPack.Benchmarks.Projects;

/// <summary>The disk below the measurements.</summary>
internal static partial class Disk
{
    /// <summary>Waits until all that was written is on the disk, so that one command does not pay for another's writes.</summary>
    public static void Settle()
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
        {
            Sync();
        }
    }

    /// <summary>Deletes folders that exist.</summary>
    public static void Delete(params IEnumerable<string> folders)
    {
        foreach (string folder in folders.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The size in bytes of the files in a folder, as far as a pattern matches.</summary>
    public static long Size(string folder, string pattern = "*") =>
        Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles(pattern, SearchOption.AllDirectories).Sum(file => file.Length) : 0;

    [LibraryImport("libc", EntryPoint = "sync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void Sync();
}
