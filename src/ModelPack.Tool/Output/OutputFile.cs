using ModelPack.Core.Content;

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
        string target = Path.GetFullPath(path);
        try
        {
            AtomicFile.Write(target, content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ToolProblems.CannotWrite(target, exception);
        }
    }
}
