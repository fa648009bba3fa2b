using ModelPack.Files;

namespace ModelPack.Core.Lineage;

/// <summary>A file or folder whose kind is to be told.</summary>
/// <param name="FullPath">Its full path.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
internal sealed record LineagePath(string FullPath, bool IsFolder)
{
    /// <summary>The name, without its folder.</summary>
    public string Name => Path.GetFileName(FullPath.TrimEnd(Path.DirectorySeparatorChar));

    /// <summary>The extension in lower case, with its dot.</summary>
    public string Extension => Path.GetExtension(Name).ToLowerInvariant();

    /// <summary>Whether it is a file of one of these names.</summary>
    public bool IsFile(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (!IsFolder && name.Equals(Name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it is a folder with something of this name.</summary>
    public bool Has(string relative) => IsFolder && Path.Exists(Path.Combine(FullPath, relative));

    /// <summary>The names of what is directly below a folder, up to a number of them.</summary>
    public IEnumerable<string> Names(int most = 1000)
    {
        if (!IsFolder)
        {
            return [];
        }

        try
        {
            return [.. Directory.EnumerateFileSystemEntries(FullPath).Take(most).Select(path => Path.GetFileName(path))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether a file begins with these bytes.</summary>
    public bool BeginsWith(ReadOnlySpan<byte> bytes) => Head(bytes.Length).AsSpan().StartsWith(bytes);

    /// <summary>Whether a text occurs in the first bytes of a file.</summary>
    public bool Mentions(string text) => Head(8192).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0;

    private byte[] Head(int length)
    {
        if (IsFolder || !FileStamp.Read(FullPath, follow: true).IsFile)
        {
            return [];
        }

        try
        {
            using FileStream stream = new(FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            byte[] head = new byte[Math.Min(length, stream.Length)];
            int read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return read == head.Length ? head : head[..read];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
