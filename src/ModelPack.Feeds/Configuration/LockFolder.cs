using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Diagnostics;
using NuGet.Common;

namespace ModelPack.Feeds.Configuration;

/// <summary>
/// The folder that NuGet's client has its locks in. It takes one for each file that it reads or installs, and where it cannot write there, it tries without end.
/// </summary>
internal static class LockFolder
{
    /// <summary>Where it is: below <c>NUGET_SCRATCH</c>, or below the folder for temporary files.</summary>
    public static string Path
    {
        get
        {
            try
            {
                return System.IO.Path.Combine(NuGetEnvironment.GetFolderPath(NuGetFolderPath.Temp), "lock");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException)
            {
                throw Problem(System.IO.Path.GetTempPath(), exception);
            }
        }
    }

    /// <summary>Fails where the folder cannot be written.</summary>
    /// <param name="folder">The folder, which is made where it is not there.</param>
    /// <exception cref="ModelPackException">It cannot be written (MP5016).</exception>
    public static void Require(string folder)
    {
        try
        {
            _ = OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(folder)
                : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            using FileStream file = new(System.IO.Path.Combine(folder, $"modelpack-{Guid.NewGuid():n}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Problem(folder, exception);
        }
    }

    private static ModelPackException Problem(string folder, Exception exception) => FeedProblems.Fail(
        FeedDiagnosticCodes.TemporaryFolder,
        $"The folder '{folder}', where NuGet has its locks, cannot be written: {exception.Message} Free space, allow writing, or name another folder for temporary files: {(OperatingSystem.IsWindows() ? "TEMP" : "TMPDIR")}, or NUGET_SCRATCH for NuGet's own.",
        exception,
        folder);
}
