namespace ModelPack.Feeds.Collecting;

/// <summary>What is looked for when a feed or machine is cleaned.</summary>
public sealed record CollectOptions
{
    /// <summary>How many of the newest prereleases of each model are kept; <see langword="null"/> to keep all. What was ever promoted, deployed or attested is always kept.</summary>
    public int? KeepPrereleases { get; init; }

    /// <summary>Package ids to look at in any case: searches do not show ids of which every version is unlisted.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Stages of which every model may have an alias: searches do not show those either that are unlisted.</summary>
    public IReadOnlyList<string> Stages { get; init; } = [];

    /// <summary>Feeds of their own for aliases and records of the models: what aliases there serve is needed, and what records there tell of is kept.</summary>
    public IReadOnlyList<NuGet.Configuration.PackageSource> RecordSources { get; init; } = [];

    /// <summary>
    /// Whether every model and alias of an HTTP feed has a version that is listed, but for <see cref="Ids"/>. Otherwise nothing of such a feed is proposed: its search does not show
    /// what is unlisted, and that may need any payload, or have any version as a part.
    /// </summary>
    public bool AllListed { get; init; }

    /// <summary>How old something must be: a push under way, or a restore, has not all of its packages yet.</summary>
    public TimeSpan MinimumAge { get; init; } = TimeSpan.FromHours(1);
}
