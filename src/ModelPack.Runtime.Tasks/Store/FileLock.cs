namespace ModelPack.Runtime.Tasks.Store;

/// <summary>
/// A lock between processes: a file that is open without sharing. The system frees it with the process, so that a killed one blocks nobody; the empty file stays.
/// </summary>
internal static class FileLock
{
    private static readonly TimeSpan s_retryDelay = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until nobody else has the lock, and takes it until it is disposed.</summary>
    /// <exception cref="IOException">The file cannot be opened, for another reason than that somebody has it.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be opened.</exception>
    public static IDisposable Take(string file, CancellationToken cancellation)
    {
        IDisposable? taken;
        while ((taken = TryTake(file)) is null)
        {
            cancellation.WaitHandle.WaitOne(s_retryDelay);
            cancellation.ThrowIfCancellationRequested();
        }

        return taken;
    }

    /// <summary>Takes the lock where nobody else has it.</summary>
    /// <returns>The lock, or <see langword="null"/> where somebody has it.</returns>
    /// <inheritdoc cref="Take"/>
    public static IDisposable? TryTake(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException exception) when (IsSharingViolation(exception))
        {
            return null;
        }
    }

    // EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.
    private static bool IsSharingViolation(IOException exception) => (exception.HResult & 0xffff) == (OperatingSystem.IsWindows() ? 32 : OperatingSystem.IsMacOS() ? 35 : 11);
}
