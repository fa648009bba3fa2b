using System.Globalization;

namespace ModelPack.Core.Content;

/// <summary>Folders for the work of one run. Their names carry the process, so that a later run can remove what a killed one left: copies of weights, for example.</summary>
internal static class WorkFolders
{
    private const string Suffix = ".work";

    /// <summary>Makes a folder, and removes what killed runs have left.</summary>
    /// <param name="stateFolder">Where.</param>
    /// <param name="purpose">What for: the beginning of the name.</param>
    /// <returns>Its full path.</returns>
    public static string Make(string stateFolder, string purpose)
    {
        DeleteAbandoned(stateFolder);
        return Directory.CreateDirectory(Path.Combine(stateFolder, string.Create(CultureInfo.InvariantCulture, $"{purpose}-{Guid.NewGuid():N}.{Environment.ProcessId}{Suffix}"))).FullName;
    }

    /// <summary>Deletes what processes that no longer run have left.</summary>
    public static void DeleteAbandoned(string stateFolder)
    {
        foreach (string folder in Directory.Exists(stateFolder) ? Directory.EnumerateDirectories(stateFolder, "*" + Suffix) : [])
        {
            try
            {
                if (Path.GetFileName(folder).Split('.') is [_, var process, _] && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && !TemporaryFiles.IsOf(id, folder))
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A later run tries again.
            }
        }
    }
}
