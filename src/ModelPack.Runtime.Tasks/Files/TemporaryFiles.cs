using System.Diagnostics;
using System.Globalization;

namespace ModelPack.Runtime.Tasks.Files;

/// <summary>Temporary names beside a target. They carry the process that made them, so that another run can tell what a killed one left.</summary>
internal static class TemporaryFiles
{
    private const string Suffix = ".modelpack~";

    /// <summary>A new name in the folder of <paramref name="target"/>.</summary>
    public static string NameFor(string target) =>
        Path.Combine(Path.GetDirectoryName(target)!, string.Create(CultureInfo.InvariantCulture, $".{Environment.ProcessId}.{Guid.NewGuid():n}{Suffix}"));

    /// <summary>Deletes what processes that no longer run have left below a folder.</summary>
    public static void DeleteAbandoned(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string file in Directory.EnumerateFiles(folder, "*" + Suffix, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            string[] parts = Path.GetFileName(file).Split('.');
            if (parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int process) && !IsRunning(process))
            {
                File.Delete(file);
            }
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
