namespace ModelPack.Benchmarks.Processes;

/// <summary>What a command cost.</summary>
/// <param name="Elapsed">From its start to its end.</param>
/// <param name="PeakMemory">The largest private memory of a process, in bytes, by kind.</param>
/// <param name="Lifetimes">How long the processes of each kind were there, added up.</param>
/// <param name="Output">What it said.</param>
internal sealed record MeasuredCommand(TimeSpan Elapsed, IReadOnlyDictionary<string, long> PeakMemory, IReadOnlyDictionary<string, TimeSpan> Lifetimes, string Output);
