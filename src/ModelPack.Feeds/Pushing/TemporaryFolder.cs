namespace ModelPack.Feeds.Pushing;

/// <summary>A folder for what is only kept while something runs, which nobody else can read. What runs that were killed have left under the same prefix is removed: it may fill a disk.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>Makes one.</summary>
    /// <param name="prefix">What its name begins with, and those of the same kind.</param>
    public TemporaryFolder(string prefix)
    {
        Abandoned.Delete(System.IO.Path.GetTempPath(), prefix);
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), Abandoned.NewName(prefix));
        _ = OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(Path)
            : Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A virus scanner may hold a file. The next run removes it; an error here would hide a real one.
        }
    }
}
