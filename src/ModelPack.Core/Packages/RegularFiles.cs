using ModelPack.Files;

namespace ModelPack.Core.Packages;

/// <summary>Opens files that others may be writing, moving or deleting. Pipes and devices are none: opening one may wait for ever.</summary>
public static class RegularFiles
{
    private const int BufferSize = 1 << 16;

    /// <summary>Whether a path, links followed, is a file that has an end.</summary>
    /// <param name="path">The full path.</param>
    public static bool Is(string path) => FileStamp.Read(path, follow: true).IsFile;

    /// <summary>Opens a file to read.</summary>
    /// <param name="path">The full path.</param>
    /// <exception cref="Diagnostics.ModelPackException">It cannot be read (MP4022).</exception>
    public static FileStream Open(string path)
    {
        try
        {
            if (File.Exists(path) && !Is(path))
            {
                throw new IOException("It is no file but a pipe or device.");
            }

            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferSize);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PackageProblems.Unreadable(path, exception);
        }
    }
}
