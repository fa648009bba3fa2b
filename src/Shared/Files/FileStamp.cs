using System.Globalization;
using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

namespace ModelPack.Files;

/// <summary>
/// What identifies a state of a file without reading it: size, modification time, device and inode (file id), and for the author's own files the
/// change time. A digest is remembered for exactly such a state.
/// </summary>
internal readonly record struct FileStamp
{
    /// <summary>The text of a state for which no digest may be remembered; no file has it.</summary>
    public const string Unknown = "?";

    private const uint RegularFile = 0x8000;
    private const uint TypeMask = 0xF000;

    /// <summary>Changes within one tick of a file system's clock leave no trace in the time: what is younger than this is not remembered.</summary>
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(2);

    /// <summary>As the above, where the change time is known: it cannot be set back, and clocks tick every few milliseconds.</summary>
    private static readonly TimeSpan s_settledByChange = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether there is a regular file (not a folder; not a link where links are not followed).</summary>
    public bool IsFile { get; private init; }

    /// <summary>The size in bytes.</summary>
    public long Size { get; private init; }

    /// <summary>The modification time in nanoseconds since 1970 UTC; on Windows in 100 ns since 1601.</summary>
    public long Modified { get; private init; }

    /// <summary>The change time, in the unit of <see cref="Modified"/>; 0 where there is none.</summary>
    public long Changed { get; private init; }

    /// <summary>
    /// When the file was made, in the unit of <see cref="Modified"/>; 0 where the file system does not tell. Package files have equal sizes and times: this tells one
    /// that took a deleted one's inode.
    /// </summary>
    public long Born { get; private init; }

    /// <summary>The device; the volume on Windows.</summary>
    public ulong Device { get; private init; }

    /// <summary>The inode; the file id on Windows; 0 where it is unknown, and then nothing is remembered.</summary>
    public ulong Id { get; private init; }

    /// <summary>The number of hard links.</summary>
    public uint Links { get; private init; }

    /// <summary>Whether the file has no other hard link.</summary>
    public bool HasOneName => Links == 1;

    /// <summary>Reads the state of a file; of what a symbolic link points to where <paramref name="follow"/> says so.</summary>
    public static FileStamp Read(string path, bool follow)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                return ReadLinux(path, follow);
            }

            if (OperatingSystem.IsMacOS())
            {
                return ReadMac(path, follow);
            }

            if (OperatingSystem.IsWindows())
            {
                return ReadWindows(path, follow);
            }
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            // A C library without statx: no file id, so nothing is remembered and each build digests.
        }

        FileInfo file = new(path);
        return file.Exists && (follow || file.LinkTarget is null) ? new FileStamp { IsFile = true, Size = file.Length } : default;
    }

    /// <summary>Whether both are the same file: one inode.</summary>
    public bool IsSameFileAs(FileStamp other) => IsFile && other.IsFile && Id != 0 && Id == other.Id && Device == other.Device;

    /// <summary>
    /// The text that records hold; <see cref="Unknown"/> where the state must not be remembered. Package files have equal times: only the change time, which nobody can
    /// set, tells one that was written through another of its names by a program that keeps times.
    /// </summary>
    /// <param name="withChanged">Whether the change time counts. Without, two states are compared around an act of ours that changes it: a hard link, a rename.</param>
    public string ToText(bool withChanged) => !IsFile || Id == 0
        ? Unknown
        : string.Create(CultureInfo.InvariantCulture, $"{Size}:{Modified}:{Device:x}:{Id:x}:{(withChanged ? 'c' : 'b')}{(withChanged ? Changed : Born)}");

    /// <summary>As <see cref="ToText"/> with the change time, but <see cref="Unknown"/> for a file that was modified just now.</summary>
    public string ToRecordText(DateTimeOffset now)
    {
        long modified = OperatingSystem.IsWindows() ? (Modified - 116_444_736_000_000_000) * 100 : Modified;
        long age = (now.ToUnixTimeMilliseconds() * 1_000_000) - modified;
        return age >= 0 && age < (long)s_settled.TotalNanoseconds ? Unknown : ToText(withChanged: true);
    }

    /// <summary>How long to wait until no later change can leave the same state; none for most files.</summary>
    public TimeSpan UntilSettled(DateTimeOffset now)
    {
        long age = (now.ToUnixTimeMilliseconds() * 1_000_000) - Changed;
        return Changed != 0 && age >= 0 && age < (long)s_settledByChange.TotalNanoseconds ? s_settledByChange : TimeSpan.Zero;
    }

    /// <summary><c>struct statx</c> of Linux's <c>linux/stat.h</c>, the same on every architecture.</summary>
    private static unsafe FileStamp ReadLinux(string path, bool follow)
    {
        const uint BasicStats = 0x7ff;
        const uint BirthTime = 0x800;
        byte* buffer = stackalloc byte[256];
        if (NativeMethods.LinuxStatx(NativeMethods.LinuxCurrentFolder, path, follow ? 0 : NativeMethods.LinuxNoFollow, BasicStats | BirthTime, buffer) != 0)
        {
            return default;
        }

        return new FileStamp
        {
            IsFile = (*(ushort*)(buffer + 28) & TypeMask) == RegularFile,
            Links = *(uint*)(buffer + 16),
            Id = *(ulong*)(buffer + 32),
            Size = *(long*)(buffer + 40),
            Born = (*(uint*)buffer & BirthTime) != 0 ? (*(long*)(buffer + 80) * 1_000_000_000) + *(uint*)(buffer + 88) : 0,
            Changed = (*(long*)(buffer + 96) * 1_000_000_000) + *(uint*)(buffer + 104),
            Modified = (*(long*)(buffer + 112) * 1_000_000_000) + *(uint*)(buffer + 120),
            Device = ((ulong)*(uint*)(buffer + 136) << 32) | *(uint*)(buffer + 140),
        };
    }

    /// <summary><c>struct stat</c> of macOS with 64-bit inodes, <c>sys/stat.h</c>.</summary>
    private static unsafe FileStamp ReadMac(string path, bool follow)
    {
        byte* buffer = stackalloc byte[256];
        bool intel = RuntimeInformation.ProcessArchitecture == Architecture.X64;
        int result = (follow, intel) switch
        {
            (true, true) => NativeMethods.MacIntelStat(path, buffer),
            (false, true) => NativeMethods.MacIntelStatNoFollow(path, buffer),
            (true, false) => NativeMethods.MacStat(path, buffer),
            (false, false) => NativeMethods.MacStatNoFollow(path, buffer),
        };
        if (result != 0)
        {
            return default;
        }

        return new FileStamp
        {
            Device = *(uint*)buffer,
            IsFile = (*(ushort*)(buffer + 4) & TypeMask) == RegularFile,
            Links = *(ushort*)(buffer + 6),
            Id = *(ulong*)(buffer + 8),
            Modified = (*(long*)(buffer + 48) * 1_000_000_000) + *(long*)(buffer + 56),
            Changed = (*(long*)(buffer + 64) * 1_000_000_000) + *(long*)(buffer + 72),
            Born = (*(long*)(buffer + 80) * 1_000_000_000) + *(long*)(buffer + 88),
            Size = *(long*)(buffer + 96),
        };
    }

    private static unsafe FileStamp ReadWindows(string path, bool follow)
    {
        FileInfo file = new(path);
        if (!file.Exists || (!follow && file.LinkTarget is not null))
        {
            return default;
        }

        try
        {
            using SafeFileHandle handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            uint* information = stackalloc uint[13];
            if (NativeMethods.WindowsGetFileInformation(handle, information))
            {
                return new FileStamp
                {
                    IsFile = true,
                    Born = ((long)information[2] << 32) | information[1],
                    Modified = ((long)information[6] << 32) | information[5],
                    Device = information[7],
                    Size = ((long)information[8] << 32) | information[9],
                    Links = information[10],
                    Id = ((ulong)information[11] << 32) | information[12],
                };
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Held by another process: without its id nothing is remembered, and reading it will say why it cannot be read.
        }

        return new FileStamp { IsFile = true, Size = file.Length };
    }
}
