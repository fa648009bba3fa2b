namespace ModelPack.Feeds.History;

/// <summary>What a history is read with.</summary>
public sealed record HistoryOptions
{
    /// <summary>Stages to look for in any case: of a policy, or that the user names. Where a source can be searched, others are found too.</summary>
    public IReadOnlyList<string> Stages { get; init; } = [];

    /// <summary>Metrics that a policy has a gate on: they come first.</summary>
    public IReadOnlyList<string> GatedMetrics { get; init; } = [];

    /// <summary>Says whose keys prove who attested something; <see langword="null"/> where there is none.</summary>
    public ModelPack.Core.Records.ReleasePolicy? Policy { get; init; }

    /// <summary>Whether prereleases are read.</summary>
    public bool Prerelease { get; init; } = true;

    /// <summary>Where records are looked for; <see langword="null"/> for the sources of the model.</summary>
    public IReadOnlyList<NuGet.Configuration.PackageSource>? RecordSources { get; init; }
}
