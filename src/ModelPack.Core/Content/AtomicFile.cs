namespace ModelPack.Core.Content;

/// <summary>Writes files so that a reader sees the old content or the new, never half of one.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file under a temporary name beside the target, flushes it, and renames it.</summary>
    /// <param name="path">The target; its folder must exist.</param>
    /// <param name="content">The content.</param>
    /// <exception cref="IOException">The file cannot be written; the former one, if any, is as it was.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string temporary = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes a file only where its content differs, so that nothing that depends on its time runs again.</summary>
    /// <param name="path">The target; its folder is made.</param>
    /// <param name="content">The content.</param>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static bool WriteIfChanged(string path, ReadOnlySpan<byte> content)
    {
        FileInfo info = new(path);
        if (info.Exists && info.Length == content.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
        {
            return false;
        }

        Directory.CreateDirectory(info.DirectoryName!);
        Write(path, content);
        return true;
    }
}
