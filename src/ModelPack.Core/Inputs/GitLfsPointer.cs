using System.Globalization;
using System.Text;

namespace ModelPack.Core.Inputs;

/// <summary>Recognises what Git LFS leaves in place of a file. Source: the Git LFS specification, "The Pointer".</summary>
public static class GitLfsPointer
{
    private static ReadOnlySpan<byte> Start => "version https://git-lfs.github.com/spec/"u8;

    /// <summary>What a pointer says of its file, e.g. <c> for 123 bytes</c>; <see langword="null"/> where the stream is no pointer.</summary>
    /// <param name="stream">A seekable stream; its position is moved.</param>
    public static string? Describe(Stream stream)
    {
        if (stream.Length is < 100 or > 1024)
        {
            return null;
        }

        byte[] content = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(content);
        if (!content.AsSpan().StartsWith(Start))
        {
            return null;
        }

        string? size = Encoding.UTF8.GetString(content).Split('\n').FirstOrDefault(line => line.StartsWith("size ", StringComparison.Ordinal));
        return size is not null && long.TryParse(size.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out long bytes)
            ? string.Create(CultureInfo.InvariantCulture, $" for {bytes:N0} bytes")
            : "";
    }
}
