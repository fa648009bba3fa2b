namespace ModelPack.Benchmarks.Processes;

/// <summary>A process that is watched.</summary>
internal sealed class WatchedProcess(int id, TimeSpan firstSeen)
{
    private bool _ended;

    /// <summary>The largest private memory that was seen, in bytes.</summary>
    public long PeakMemory { get; private set; }

    /// <summary>One of the names in <see cref="ProcessKind"/>.</summary>
    public string Kind { get; private set; } = ProcessKind.Other;

    /// <summary>How long the process was seen.</summary>
    public TimeSpan Lifetime { get; private set; }

    /// <summary>Looks at the process.</summary>
    public void Sample(ProcFile proc, TimeSpan now)
    {
        if (_ended)
        {
            return;
        }

        if (proc.PrivateMemory(id) is not { } memory)
        {
            _ended = true;
            return;
        }

        PeakMemory = Math.Max(PeakMemory, memory);
        Lifetime = now - firstSeen;
        // A child is its parent for a moment, and may start another program: its command line is read until it has one of its own.
        if (Lifetime < TimeSpan.FromMilliseconds(300) && proc.Arguments(id) is { Count: > 0 } arguments)
        {
            Kind = ProcessKind.Of(arguments);
        }
    }
}
