using System.Diagnostics;
using System.Globalization;

namespace ModelPack.Benchmarks.Processes;

/// <summary>Watches a process and all that it starts, until it is stopped: how much private memory each has at most, and for how long it is there.</summary>
internal sealed class ProcessTree : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    // New processes are looked for at every so many samples: that costs more than a sample.
    private const int ScanEvery = 3;

    private readonly ProcFile _proc = new();
    private readonly Dictionary<int, WatchedProcess> _processes = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Thread _thread;
    private volatile bool _stopping;

    /// <summary>Begins to watch.</summary>
    public ProcessTree(int root)
    {
        _processes.Add(root, new WatchedProcess(root, _clock.Elapsed));
        _thread = new Thread(Watch) { IsBackground = true, Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>The processes that were seen; call it after <see cref="Stop"/>.</summary>
    public IReadOnlyList<WatchedProcess> Processes => [.. _processes.Values];

    /// <summary>Stops watching.</summary>
    public void Stop()
    {
        _stopping = true;
        _thread.Join();
    }

    /// <inheritdoc/>
    public void Dispose() => Stop();

    private void Watch()
    {
        // Elsewhere than on Linux times are measured, and memory is not.
        for (int i = 0; !_stopping && OperatingSystem.IsLinux(); i++)
        {
            if (i % ScanEvery == 0)
            {
                Scan();
            }

            foreach (WatchedProcess process in _processes.Values)
            {
                process.Sample(_proc, _clock.Elapsed);
            }

            Thread.Sleep(Interval);
        }
    }

    private void Scan()
    {
        List<(int Process, int Parent)> strangers = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int process)
                && !_processes.ContainsKey(process)
                && _proc.Parent(process) is { } parent)
            {
                strangers.Add((process, parent));
            }
        }

        // A child that is listed before its parent is found in the next round.
        while (strangers.FindIndex(stranger => _processes.ContainsKey(stranger.Parent)) is var found and >= 0)
        {
            _processes.Add(strangers[found].Process, new WatchedProcess(strangers[found].Process, _clock.Elapsed));
            strangers.RemoveAt(found);
        }
    }
}
