using System.Diagnostics;
using System.Globalization;

namespace ModelPack.Core.Content;

/// <summary>Temporary names beside a target. They carry the process that made them, so that another run can tell what a killed one left.</summary>
internal static class TemporaryFiles
{
    private const string Suffix = ".modelpack~";

    /// <summary>A new name in a folder.</summary>
    public static string NewIn(string folder) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $".{Environment.ProcessId}.{Guid.NewGuid():n}{Suffix}"));

    /// <summary>Deletes what processes that no longer run have left in a folder.</summary>
    /// <exception cref="IOException">A file cannot be deleted.</exception>
    public static void DeleteAbandoned(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string file in Directory.EnumerateFiles(folder, ".*" + Suffix, new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            string[] parts = Path.GetFileName(file).Split('.');
            if (parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int process) && !IsOf(process, file))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Whether a process runs and is as old as a file: in containers, for example, numbers come again.</summary>
    internal static bool IsOf(int id, string file)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return process.StartTime.ToUniversalTime() <= File.GetLastWriteTimeUtc(file).AddSeconds(1);
        }
        catch (ArgumentException)
        {
            // There is no such process.
            return false;
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception or NotSupportedException)
        {
            // It ended just now, or is another user's: left for a later run.
            return true;
        }
    }
}
