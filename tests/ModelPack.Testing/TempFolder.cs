namespace ModelPack.Testing;

/// <summary>A folder of a test's own, deleted at the end.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder(string name = "t")
    {
        Path = Directory.CreateTempSubdirectory($"modelpack-{name}-").FullName;
    }

    public string Path { get; }

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    /// <summary>Writes a file, with its folders, and returns its full path.</summary>
    public string Write(string relative, string text) => Write(relative, System.Text.Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Write(string, string)"/>
    public string Write(string relative, byte[] content)
    {
        string path = this[relative];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that is just ending may hold a file; the system's temporary folder is cleaned anyway.
        }
    }
}
