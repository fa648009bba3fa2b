using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace ModelPack.Feeds.Pushing;

/// <summary>Names for what is only kept while something runs, and removal of what runs that were killed have left.</summary>
internal static class Abandoned
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);
    private static readonly string Machine = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Environment.MachineName)))[..8];

    /// <summary>A name that nothing else has, and that tells whose it is.</summary>
    /// <param name="prefix">What it begins with.</param>
    public static string NewName(string prefix) => $"{prefix}{Machine}-{Environment.ProcessId}-{Guid.NewGuid():n}";

    /// <summary>Removes files and folders of processes that have ended. Other machines write there too: of theirs only age tells.</summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="prefix">What their names begin with.</param>
    public static void Delete(string folder, string prefix)
    {
        foreach (FileSystemInfo left in All(folder, prefix).Where(left => IsAbandoned(left, left.Name[prefix.Length..])))
        {
            try
            {
                if (left is DirectoryInfo directory)
                {
                    directory.Delete(recursive: true);
                }
                else
                {
                    left.Delete();
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It is somebody else's, or another run removes it right now. It is none of ours, and only takes space: what is to be done here does not fail for it.
            }
        }
    }

    private static FileSystemInfo[] All(string folder, string prefix)
    {
        try
        {
            return new DirectoryInfo(folder).GetFileSystemInfos(prefix + "*", new EnumerationOptions { AttributesToSkip = FileAttributes.None });
        }
        catch (DirectoryNotFoundException)
        {
            // Another run has removed it, as it was empty.
            return [];
        }
    }

    private static bool IsAbandoned(FileSystemInfo left, string name) => name.Split('-') is [var machine, var number, _] && machine == Machine && int.TryParse(number, out int id)
        ? !IsRunning(id)
        : DateTime.UtcNow - left.LastWriteTimeUtc > Age;

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
