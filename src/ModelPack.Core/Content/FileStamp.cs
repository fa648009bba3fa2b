using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ModelPack.Core.Content;

/// <summary>
/// What tells cheaply that a file is the one seen before: size, modification time, change time, and inode (file id).
/// Equal stamps of one path mean equal content; anything else means: digest again.
/// </summary>
/// <param name="Size">The size in bytes.</param>
/// <param name="Modified">The modification time in nanoseconds (100 ns steps on Windows).</param>
/// <param name="Changed">The time of the last change of content or attributes, in the same unit.</param>
/// <param name="FileId">The inode, or the file id on Windows.</param>
public readonly partial record struct FileStamp(long Size, long Modified, long Changed, ulong FileId)
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint StatxBasicStats = 0x7ff;

    /// <summary>The stamp of a file; <see langword="null"/> where there is none or it cannot be looked at.</summary>
    /// <param name="path">The full path; symbolic links are followed.</param>
    public static FileStamp? Of(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            return Statx(CurrentFolder, path, 0, StatxBasicStats, out StatxBuffer buffer) == 0 ? buffer.ToStamp() : null;
        }

        if (OperatingSystem.IsWindows())
        {
            return OfWindows(path);
        }

        // Elsewhere the runtime gives no inode; the change time is not to be had either.
        FileInfo info = new(path);
        return info.Exists ? new FileStamp(info.Length, info.LastWriteTimeUtc.Ticks * 100, 0, 0) : null;
    }

    /// <summary>Whether a path names a regular file (symbolic links are followed): pipes, sockets and devices block or never end when they are read.</summary>
    /// <param name="path">The full path.</param>
    public static bool IsRegularFile(string path) => OperatingSystem.IsLinux()
        ? Statx(CurrentFolder, path, 0, StatxBasicStats, out StatxBuffer buffer) == 0 && buffer.IsRegular
        : (File.GetAttributes(path) & (FileAttributes.Directory | FileAttributes.Device)) == 0;

    /// <summary>The stamp as one word without white space.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Size}:{Modified}:{Changed}:{FileId}");

    private static FileStamp? OfWindows(string path)
    {
        try
        {
            using SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return GetFileInformationByHandle(handle, out ByHandleInformation info) && GetFileInformationByHandleEx(handle, 0, out BasicInformation basic, Marshal.SizeOf<BasicInformation>())
                ? new FileStamp(((long)info.SizeHigh << 32) | info.SizeLow, basic.LastWriteTime, basic.ChangeTime, ((ulong)info.IndexHigh << 32) | info.IndexLow)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // No stamp: the caller digests, and reports what it then meets.
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, out StatxBuffer buffer);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetFileInformationByHandle(SafeFileHandle handle, out ByHandleInformation information);

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetFileInformationByHandleEx(SafeFileHandle handle, int kind, out BasicInformation information, int size);

    /// <summary><c>struct statx</c>, whose layout is the same on every Linux architecture (man 2 statx).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct StatxBuffer
    {
        [FieldOffset(28)]
        private readonly ushort mode;

        [FieldOffset(32)]
        private readonly ulong inode;

        [FieldOffset(40)]
        private readonly ulong size;

        [FieldOffset(96)]
        private readonly long changedSeconds;

        [FieldOffset(104)]
        private readonly uint changedNanoseconds;

        [FieldOffset(112)]
        private readonly long modifiedSeconds;

        [FieldOffset(120)]
        private readonly uint modifiedNanoseconds;

        /// <summary><c>S_ISREG</c>.</summary>
        public bool IsRegular => (mode & 0xF000) == 0x8000;

        public FileStamp ToStamp() => new(
            (long)size,
            (modifiedSeconds * 1_000_000_000) + modifiedNanoseconds,
            (changedSeconds * 1_000_000_000) + changedNanoseconds,
            inode);
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ByHandleInformation
    {
        private readonly uint attributes;
        private readonly long created;
        private readonly long accessed;
        private readonly long written;
        private readonly uint volume;
        public readonly uint SizeHigh;
        public readonly uint SizeLow;
        private readonly uint links;
        public readonly uint IndexHigh;
        public readonly uint IndexLow;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct BasicInformation
    {
        private readonly long created;
        private readonly long accessed;
        public readonly long LastWriteTime;
        public readonly long ChangeTime;
        private readonly uint attributes;
    }
}
