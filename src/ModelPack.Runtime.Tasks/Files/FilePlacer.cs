using System.Collections.Concurrent;

using Microsoft.Win32.SafeHandles;

using ModelPack.Files;
using ModelPack.Runtime.Tasks.Materialization;

namespace ModelPack.Runtime.Tasks.Files;

/// <summary>
/// Puts a file at a path: under a temporary name beside it, then renamed; nothing is ever written through to what was there.
/// Cheapest way first: a copy that shares blocks, a hard link where that is allowed, a plain copy. Safe for several threads.
/// </summary>
internal sealed class FilePlacer(bool allowHardLinks)
{
    /// <summary>Below this size in bytes a copy costs no more than a link, and guards the package folder from writers.</summary>
    public const long SmallFile = 64 * 1024;

    /// <summary>The devices of sources that cannot be cloned, or linked, into this folder.</summary>
    private readonly ConcurrentDictionary<ulong, bool> _cloneFails = new();
    private readonly ConcurrentDictionary<ulong, bool> _linkFails = new();
    private readonly int[] _counts = new int[Enum.GetValues<PlacementKind>().Length];

    /// <summary>How many files were placed each way; tests and the log look at it.</summary>
    public IReadOnlyDictionary<PlacementKind, int> Counts => Enum.GetValues<PlacementKind>().Where(kind => _counts[(int)kind] > 0).ToDictionary(kind => kind, kind => _counts[(int)kind]);

    /// <summary>Places a file if its content is the expected one.</summary>
    /// <param name="source">The file to place.</param>
    /// <param name="stamp">Its state.</param>
    /// <param name="destination">Where; its folder exists.</param>
    /// <param name="sha256">The digest that the content must have.</param>
    /// <param name="isVerified">Whether the source's present state is known to have this digest.</param>
    /// <param name="mayLink">Whether a hard link to this source is allowed.</param>
    /// <param name="digests">What is known of files.</param>
    /// <param name="cancellation">Stops the copying.</param>
    /// <returns>Whether the content was the expected one; otherwise nothing was changed.</returns>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public bool TryPlace(string source, FileStamp stamp, string destination, string sha256, bool isVerified, bool mayLink, FileDigests digests, CancellationToken cancellation)
    {
        string temporary = TemporaryFiles.NameFor(destination);
        try
        {
            string? digest = null;
            PlacementKind kind = PlacementKind.Copy;

            // Not what a symbolic link in the package folder points to: it is copied.
            bool isLarge = stamp.Size >= SmallFile && new FileInfo(source).LinkTarget is null;
            if (isLarge && TryClone(source, stamp.Device, temporary))
            {
                kind = PlacementKind.Clone;
            }
            else if (isLarge && mayLink && allowHardLinks && TryLink(source, stamp.Device, temporary))
            {
                kind = PlacementKind.HardLink;
            }
            else
            {
                digest = FileDigest.Copy(source, temporary, cancellation);
            }

            if (digest is null && !isVerified)
            {
                digest = digests.Compute(temporary, FileStamp.Read(temporary, follow: false), cancellation);
            }

            if (digest is not null && digest != sha256)
            {
                return false;
            }

            if (kind != PlacementKind.HardLink)
            {
                // Equal times keep the SDK's publish from copying what is right already.
                File.SetLastWriteTimeUtc(temporary, File.GetLastWriteTimeUtc(source));
            }

            File.Move(temporary, destination, overwrite: true);
            Interlocked.Increment(ref _counts[(int)kind]);
            return true;
        }
        finally
        {
            // It is there after a failure, and where source and destination were one file already (a rename then does nothing).
            File.Delete(temporary);
        }
    }

    private bool TryClone(string source, ulong device, string destination)
    {
        if (_cloneFails.ContainsKey(device))
        {
            return false;
        }

        try
        {
            if (OperatingSystem.IsMacOS() && NativeMethods.MacCloneFile(source, destination, 0) == 0)
            {
                return true;
            }

            if (OperatingSystem.IsLinux())
            {
                using SafeFileHandle input = File.OpenHandle(source);
                using SafeFileHandle output = File.OpenHandle(destination, FileMode.CreateNew, FileAccess.Write, FileShare.None);
                if (NativeMethods.LinuxIoctl(output, NativeMethods.CloneFileRequest, input) == 0)
                {
                    return true;
                }
            }
        }
        catch (EntryPointNotFoundException)
        {
            // This C library cannot; the next way is taken.
        }

        File.Delete(destination);
        _cloneFails[device] = true;
        return false;
    }

    private bool TryLink(string source, ulong device, string destination)
    {
        if (_linkFails.ContainsKey(device))
        {
            return false;
        }

        bool linked;
        if (OperatingSystem.IsWindows())
        {
            // The read-only flag is shared by all links, and a read-only file cannot be deleted there.
            linked = (File.GetAttributes(source) & FileAttributes.ReadOnly) == 0 && NativeMethods.WindowsCreateHardLink(destination, source, 0);
        }
        else
        {
            (int folder, int follow) = OperatingSystem.IsMacOS()
                ? (NativeMethods.MacCurrentFolder, NativeMethods.MacFollow)
                : (NativeMethods.LinuxCurrentFolder, NativeMethods.LinuxFollow);
            linked = NativeMethods.UnixLinkAt(folder, source, folder, destination, follow) == 0;
        }

        if (!linked)
        {
            _linkFails[device] = true;
        }

        return linked;
    }
}
