using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ModelPack.Benchmarks.Processes;

/// <summary>Reads the small files of <c>/proc</c> without more garbage than needed: the reader must not disturb what it measures. Not for concurrent use.</summary>
internal sealed class ProcFile
{
    private readonly byte[] _buffer = new byte[8192];

    /// <summary>The private memory of a process that is really there (<c>RssAnon</c>), in bytes; <see langword="null"/> where the process is gone.</summary>
    public long? PrivateMemory(int process)
    {
        ReadOnlySpan<byte> status = Read($"/proc/{process}/status");
        int at = status.IndexOf("RssAnon:"u8);
        if (at < 0)
        {
            return null;
        }

        ReadOnlySpan<byte> number = status[(at + "RssAnon:"u8.Length)..].TrimStart("\t "u8);
        return long.Parse(number[..number.IndexOf((byte)' ')], NumberStyles.None, CultureInfo.InvariantCulture) << 10;
    }

    /// <summary>The parent of a process; <see langword="null"/> where the process is gone.</summary>
    public int? Parent(int process)
    {
        ReadOnlySpan<byte> stat = Read($"/proc/{process}/stat");
        // "pid (name) state parent …", and the name may hold anything.
        int end = stat.LastIndexOf(") "u8);
        if (end < 0)
        {
            return null;
        }

        ReadOnlySpan<byte> parent = stat[(end + 4)..];
        return int.Parse(parent[..parent.IndexOf((byte)' ')], NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>The command line of a process; empty where the process is gone.</summary>
    public IReadOnlyList<string> Arguments(int process) => Encoding.UTF8.GetString(Read($"/proc/{process}/cmdline")).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private ReadOnlySpan<byte> Read(string path)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path);
            return _buffer.AsSpan(0, RandomAccess.Read(file, _buffer, 0));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
