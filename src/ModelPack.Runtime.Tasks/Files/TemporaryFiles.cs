using System.Diagnostics;
using System.Globalization;

namespace ModelPack.Runtime.Tasks.Files;

/// <summary>Temporary names beside a target. They carry the process that made them, so that another run can tell what a killed one left.</summary>
internal static class TemporaryFiles
{
    /// <summary>How every temporary name ends.</summary>
    public const string Suffix = ".modelpack~";

    /// <summary>A new name in the folder of <paramref name="target"/>.</summary>
    public static string NameFor(string target) =>
        Path.Combine(Path.GetDirectoryName(target)!, string.Create(CultureInfo.InvariantCulture, $".{Environment.ProcessId}.{Guid.NewGuid():n}{Suffix}"));

    /// <summary>Deletes what processes that no longer run have left below a folder.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    /// <param name="isLocked">Whether a lock keeps other processes out, so that whatever is there is abandoned. Ids of processes say little where containers share a folder.</param>
    public static void DeleteAbandoned(string folder, bool isLocked = false)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string file in Directory.EnumerateFiles(folder, "*" + Suffix, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            string[] parts = Path.GetFileName(file).Split('.');
            if (isLocked || (parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int process) && !IsRunning(process)))
            {
                TryDelete(file);
            }
        }
    }

    /// <summary>Deletes a file that may be there; what cannot be deleted stays.</summary>
    public static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file too many is harmless: its name is a temporary one, or it is compared with what is there.
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            // There is no such process.
            return false;
        }
    }
}
