namespace ModelPack.Benchmarks.Reports;

/// <summary>All that was measured with one model.</summary>
internal sealed record RunResult
{
    /// <summary>What the weights are.</summary>
    public required string Kind { get; init; }

    /// <summary>The size that was asked for, in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The size of a layer's weights, in bytes.</summary>
    public required long LayerSize { get; init; }

    /// <summary>The number of pairs.</summary>
    public required int Pairs { get; init; }

    /// <summary>What was measured.</summary>
    public List<ScenarioResult> Scenarios { get; init; } = [];

    /// <summary>The largest private memory of a process, in bytes: by activity and contender, then by kind of process.</summary>
    public SortedDictionary<string, SortedDictionary<string, long>> PeakMemory { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The figures of a scenario, to add to.</summary>
    public ScenarioResult this[string scenario]
    {
        get
        {
            ScenarioResult? result = Scenarios.Find(found => found.Scenario == scenario);
            if (result is null)
            {
                Scenarios.Add(result = new ScenarioResult(scenario));
            }

            return result;
        }
    }

    /// <summary>Notes the memory of a command's processes.</summary>
    public void AddMemory(string activity, IReadOnlyDictionary<string, long> peaks)
    {
        if (!PeakMemory.TryGetValue(activity, out SortedDictionary<string, long>? kinds))
        {
            PeakMemory[activity] = kinds = new SortedDictionary<string, long>(StringComparer.Ordinal);
        }

        foreach ((string kind, long bytes) in peaks)
        {
            kinds[kind] = Math.Max(kinds.GetValueOrDefault(kind), bytes);
        }
    }
}
