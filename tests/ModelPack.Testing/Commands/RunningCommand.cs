using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Xunit;

namespace ModelPack.Testing;

/// <summary>A process that runs beside the test, such as a service; disposing it ends it with all its children.</summary>
public sealed partial class RunningCommand : IAsyncDisposable
{
    /// <summary><c>SIGINT</c>, on Linux and macOS.</summary>
    private const int InterruptSignal = 2;

    /// <summary><c>SIG_DFL</c>.</summary>
    private const nint DefaultHandler = 0;

    private readonly Process process;
    private readonly string logPath;
    private readonly StringBuilder output = new();
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private int openStreams = 2;

    internal RunningCommand(ProcessStartInfo info, string logPath)
    {
        this.logPath = logPath;
        process = new Process { StartInfo = info };
        HeedInterrupts();
        process.OutputDataReceived += OnLine;
        process.ErrorDataReceived += OnLine;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What the process has said until now.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>The process's id.</summary>
    public int ProcessId => process.Id;

    /// <summary>Sends what Ctrl+C sends.</summary>
    public void Interrupt() => Assert.Equal(0, Kill(process.Id, InterruptSignal));

    /// <summary>Waits for a line that the pattern matches, among those not waited past yet; fails the test when the process ends without it.</summary>
    public async Task<Match> WaitForLine(Regex pattern)
    {
        using CancellationTokenSource guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(CommandRunner.HangGuard);
        await foreach (string line in lines.Reader.ReadAllAsync(guard.Token))
        {
            Match match = pattern.Match(line);
            if (match.Success)
            {
                return match;
            }
        }

        Workspace.KeepAll(logPath);
        Assert.Fail($"'{process.StartInfo.FileName}' ended without a line that matches '{pattern}':\n{Output}");
        return Match.Empty;
    }

    /// <summary>Waits until an ASP.NET Core service listens and returns a client for it. Start it with <c>--urls http://127.0.0.1:0</c>.</summary>
    public async Task<HttpClient> Client()
    {
        Match match = await WaitForLine(ListeningLine());
        return new HttpClient { BaseAddress = new Uri(match.Groups["url"].Value) };
    }

    /// <summary>Waits for the end of the process, and gives what it has said.</summary>
    public async Task<string> WaitForExit()
    {
        using CancellationTokenSource guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(CommandRunner.HangGuard);
        await process.WaitForExitAsync(guard.Token);
        return Output;
    }

    /// <summary>Ends the process and all its children.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync(CancellationToken.None);
        await File.WriteAllTextAsync(logPath, $"# {process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)}\n\n```\n{Output}```\n", CancellationToken.None);
        process.Dispose();
    }

    /// <summary>A shell starts background jobs with interrupts ignored, children inherit that, and a test run in the background would then interrupt nobody.</summary>
    private static void HeedInterrupts()
    {
        if (OperatingSystem.IsLinux()
            && File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is var ignored
            && (ulong.Parse(ignored.AsSpan("SigIgn:".Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (InterruptSignal - 1))) != 0)
        {
            Signal(InterruptSignal, DefaultHandler);
        }
    }

    private void OnLine(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
        {
            if (Interlocked.Decrement(ref openStreams) == 0)
            {
                lines.Writer.Complete();
            }

            return;
        }

        lock (output)
        {
            output.Append(line.Data).Append('\n');
        }

        lines.Writer.TryWrite(line.Data);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    private static partial nint Signal(int signal, nint handler);

    [GeneratedRegex(@"Now listening on: (?<url>\S+)")]
    private static partial Regex ListeningLine();
}
