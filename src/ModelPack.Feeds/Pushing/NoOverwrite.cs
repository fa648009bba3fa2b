using System.Runtime.InteropServices;

namespace ModelPack.Feeds.Pushing;

/// <summary>Gives a file its name, unless another has it: of two who do so at once, one wins.</summary>
internal static partial class NoOverwrite
{
    private const int AlreadyExists = 17;
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(1);

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
        string claim = name + ".claim~";
        if (File.Exists(claim) && DateTime.UtcNow - File.GetLastWriteTimeUtc(claim) > Abandoned)
        {
            File.Delete(claim);
        }

        using FileStream held = new(claim, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.DeleteOnClose });
        return MoveIfFree(file, name);
    }

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
