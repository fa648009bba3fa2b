using System.Globalization;
using System.Text;

namespace ModelPack.Core.Onnx;

/// <summary>The small text that Git leaves in place of a large file. Source: the Git LFS specification, "The Pointer".</summary>
internal static class GitLfsPointer
{
    private const int MaxBytes = 1024;

    /// <summary>Whether a file that begins so is a pointer.</summary>
    /// <param name="head">The first bytes of the file.</param>
    /// <param name="fileLength">The size of the file in bytes.</param>
    /// <param name="promised">The size of the real file in bytes, where the pointer tells it.</param>
    public static bool TryRead(ReadOnlySpan<byte> head, long fileLength, out long? promised)
    {
        promised = null;
        if (fileLength > MaxBytes
            || !(head.StartsWith("version https://git-lfs.github.com/spec/"u8) || head.StartsWith("version https://hawser.github.com/spec/"u8)))
        {
            return false;
        }

        foreach (string line in Encoding.UTF8.GetString(head).Split('\n'))
        {
            if (line.StartsWith("size ", StringComparison.Ordinal)
                && long.TryParse(line.AsSpan(5).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long size))
            {
                promised = size;
            }
        }

        return true;
    }
}
