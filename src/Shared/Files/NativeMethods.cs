using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

namespace ModelPack.Files;

/// <summary>What .NET has no API for: file ids, hard links, copies that share blocks.</summary>
internal static unsafe partial class NativeMethods
{
    /// <summary><c>FICLONE</c>: <c>_IOW(0x94, 9, int)</c>, from Linux's <c>linux/fs.h</c>.</summary>
    public const nuint CloneFileRequest = 0x40049409;

    public const int LinuxCurrentFolder = -100;
    public const int LinuxNoFollow = 0x100;
    public const int LinuxFollow = 0x400;
    public const int MacCurrentFolder = -2;
    public const int MacFollow = 0x40;

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LinuxStatx(int folder, string path, int flags, uint mask, byte* buffer);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MacStat(string path, byte* buffer);

    [LibraryImport("libc", EntryPoint = "lstat", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MacStatNoFollow(string path, byte* buffer);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MacIntelStat(string path, byte* buffer);

    [LibraryImport("libc", EntryPoint = "lstat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MacIntelStatNoFollow(string path, byte* buffer);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    public static partial int LinuxIoctl(SafeFileHandle file, nuint request, SafeFileHandle argument);

    [LibraryImport("libc", EntryPoint = "clonefile", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MacCloneFile(string source, string destination, int flags);

    [LibraryImport("libc", EntryPoint = "linkat", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int UnixLinkAt(int sourceFolder, string source, int destinationFolder, string destination, int flags);

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool WindowsCreateHardLink(string destination, string source, nint reserved);

    /// <summary>Fills a <c>BY_HANDLE_FILE_INFORMATION</c>, 13 fields of 32 bits.</summary>
    [LibraryImport("kernel32", EntryPoint = "GetFileInformationByHandle")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool WindowsGetFileInformation(SafeFileHandle file, uint* information);
}
