namespace ModelPack.Benchmarks.Reports;

/// <summary>What was measured of one thing: our figures and those that they are compared with, in pairs.</summary>
/// <param name="Scenario">One of the ids in <see cref="Scenarios"/>.</param>
internal sealed record ScenarioResult(string Scenario)
{
    /// <summary>Seconds, or bytes.</summary>
    public List<double> Ours { get; init; } = [];

    /// <summary>The same of what it is compared with; empty where there is nothing.</summary>
    public List<double> Others { get; init; } = [];

    /// <summary>The bytes that were new on the feed, of each of ours.</summary>
    public List<double> NewBytes { get; init; } = [];
}
