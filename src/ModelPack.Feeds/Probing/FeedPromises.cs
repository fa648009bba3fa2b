namespace ModelPack.Feeds.Probing;

/// <summary>What a feed promises, as it was found out.</summary>
public sealed record FeedPromises
{
    /// <summary>The source.</summary>
    public required string Source { get; init; }

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder { get; init; }

    /// <summary>How a folder lies: <c>flat</c> or <c>hierarchical</c>.</summary>
    public string? Layout { get; init; }

    /// <summary>What becomes of another content under a release that is there.</summary>
    public OverwriteMeaning Releases { get; set; }

    /// <summary>What becomes of another content under a prerelease that is there.</summary>
    public OverwriteMeaning Prereleases { get; set; }

    /// <summary>What deleting means.</summary>
    public DeleteMeaning Delete { get; set; }

    /// <summary>Whether a version that is gone can be pushed again; <see langword="null"/> where that was not found out.</summary>
    public bool? TakesDeletedAgain { get; set; }

    /// <summary>Whether a part of a package can be had.</summary>
    public bool? Ranges { get; set; }

    /// <summary>How packages are found by a tag.</summary>
    public TagSearchMeaning TagSearch { get; set; }

    /// <summary>Whether the feed says when versions were published and whether they are listed.</summary>
    public bool HasRegistrations { get; init; }

    /// <summary>The largest package that it took, or said that it would take, in bytes; <see langword="null"/> where none was tried.</summary>
    public long? LargestTaken { get; set; }

    /// <summary>The smallest package that it refused for its size, in bytes; <see langword="null"/> where none was refused.</summary>
    public long? SmallestRefused { get; set; }

    /// <summary>What the feed says of its limit.</summary>
    public string? LimitText { get; set; }

    /// <summary>What to set and to mind, for people.</summary>
    public IReadOnlyList<string> Advice { get; set; } = [];

    /// <summary>What the probe left on the feed: <c>Id Version</c>.</summary>
    public IReadOnlyList<string> Remains { get; set; } = [];
}
