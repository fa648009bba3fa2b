using System.Diagnostics;

namespace ModelPack.Benchmarks.Commands;

/// <summary>Asks other programs.</summary>
internal static class Tools
{
    /// <summary>The first line that a program says; empty where it is not there.</summary>
    public static async Task<string> Say(string program, params IEnumerable<string> arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return output.Split('\n')[0].Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }
}
