using System.Runtime.InteropServices;

namespace ModelPack.Feeds.Pushing;

/// <summary>Gives a file its name, unless another has it: of two who do so at once, one wins.</summary>
internal static partial class NoOverwrite
{
    private const int AlreadyExists = 17;
    private const int Attempts = 200;
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    /// <summary>Renames a file within a folder.</summary>
    /// <returns><see langword="false"/> where the name is taken; the file then stays as it is.</returns>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    public static bool Move(string file, string name)
    {
        if (OperatingSystem.IsWindows())
        {
            return MoveIfFree(file, name);
        }

        // A rename overwrites there, and .NET only looks first; making a second name never overwrites.
        if (Link(file, name) == 0)
        {
            File.Delete(file);
            return true;
        }

        return Marshal.GetLastPInvokeError() != AlreadyExists && MoveLocked(file, name);
    }

    /// <summary>As <see cref="Move"/>, on file systems without links: whoever holds a file beside the name may look and rename.</summary>
    public static bool MoveLocked(string file, string name)
    {
        using FileStream claim = Claim(name + ".claim~");
        return MoveIfFree(file, name);
    }

    private static FileStream Claim(string file)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                Steal(file);
                return new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.DeleteOnClose });
            }
            catch (IOException) when (attempt < Attempts)
            {
                // A rename takes a moment.
                Thread.Sleep(Moment);
            }
        }
    }

    /// <summary>Takes away a claim whose holder was killed, and no other.</summary>
    internal static void Steal(string file)
    {
        if (!IsAbandoned(file))
        {
            return;
        }

        // By a rename, which only one can do; and it may be the claim of the next holder by now, who gets it back.
        string stolen = $"{file}{Guid.NewGuid():n}";
        try
        {
            File.Move(file, stolen, overwrite: false);
        }
        catch (FileNotFoundException)
        {
            // Another was faster.
            return;
        }

        if (IsAbandoned(stolen))
        {
            File.Delete(stolen);
        }
        else
        {
            File.Move(stolen, file, overwrite: false);
        }
    }

    // A file that is not there has the year 1601.
    private static bool IsAbandoned(string file) => File.GetLastWriteTimeUtc(file) is { Year: > 1601 } written && DateTime.UtcNow - written > Abandoned;

    private static bool MoveIfFree(string file, string name)
    {
        try
        {
            File.Move(file, name, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(name))
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Link(string file, string name);
}
