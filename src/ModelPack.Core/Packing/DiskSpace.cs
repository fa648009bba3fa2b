using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Packing;

/// <summary>Whether a disk has room. Asked beforehand: a disk that fills up half-way gives an error without a size.</summary>
internal static class DiskSpace
{
    /// <summary>What is wrong; <see langword="null"/> where there is room, or where the system does not say.</summary>
    /// <param name="folder">A folder on the disk, which need not exist.</param>
    /// <param name="size">How many bytes are needed.</param>
    /// <param name="what">What is to be written, as the beginning of a sentence: <c>The package</c>.</param>
    /// <param name="where">How to use another disk, as a part of a sentence.</param>
    public static Problem? Check(string folder, long size, string what, string where)
    {
        try
        {
            string existing = folder;
            while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
            {
                existing = parent;
            }

            long free = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(existing)! : existing).AvailableFreeSpace;
            return free >= size ? null : new Problem(
                DiagnosticCodes.CannotWrite,
                $"{what} cannot be written: it may need {ByteSizes.Text(size)}, and the disk has {ByteSizes.Text(free)}. Free space on the disk, or {where}.",
                folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A network share, for example, that does not tell: then writing will.
            return null;
        }
    }
}
