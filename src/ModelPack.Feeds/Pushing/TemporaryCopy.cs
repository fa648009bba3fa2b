namespace ModelPack.Feeds.Pushing;

/// <summary>Files that are gone when they are closed.</summary>
internal static class TemporaryCopy
{
    /// <summary>Opens one that nobody else can read; it can seek, and is empty.</summary>
    public static FileStream Open()
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path.Combine(Path.GetTempPath(), $"modelpack-{Guid.NewGuid():n}.tmp"), options);
    }
}
