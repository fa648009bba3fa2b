using System.Globalization;
using System.Runtime.InteropServices;

namespace ModelPack.Benchmarks.Reports;

/// <summary>What the figures depend on.</summary>
internal static class Machine
{
    /// <summary>Processor, memory, file system, system and SDK, in one line.</summary>
    /// <param name="folder">Where the measured commands work.</param>
    /// <param name="sdk">The version of the .NET SDK.</param>
    public static string Describe(string folder, string sdk)
    {
        string memory = (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30)).ToString("0", CultureInfo.InvariantCulture);
        return $"{Processor()}, {Environment.ProcessorCount} cores, {memory} GiB, {FileSystem(folder)}, {RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}, .NET SDK {sdk}";
    }

    private static string Processor()
    {
        const string Info = "/proc/cpuinfo";
        string? name = File.Exists(Info) ? File.ReadLines(Info).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return name?[(name.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? "unknown processor";
    }

    private static string FileSystem(string folder)
    {
        DriveInfo? drive = DriveInfo.GetDrives().Where(drive => drive.IsReady && folder.StartsWith(drive.RootDirectory.FullName, StringComparison.Ordinal)).MaxBy(drive => drive.RootDirectory.FullName.Length);
        return drive?.DriveFormat ?? "unknown file system";
    }
}
