using ModelPack.Core.Content;
using ModelPack.Core.Packages;

namespace ModelPack.Tool.Output;

/// <summary>A file that a command writes: whole, or as it was.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="content">Its content.</param>
    /// <exception cref="Core.Diagnostics.ModelPackException">It cannot be written (MP5103).</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            // A link is followed; a pipe or device takes the bytes and stays what it is.
            string full = Path.GetFullPath(path);
            string target = File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
            if (File.Exists(target) && !RegularFiles.Is(target))
            {
                using FileStream stream = new(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                stream.Write(content);
            }
            else
            {
                AtomicFile.Write(target, content);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw ToolProblems.CannotWrite(path, exception);
        }
    }
}
