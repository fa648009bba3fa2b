using ModelPack.Core.Records;

namespace ModelPack.Feeds.History;

/// <summary>Something that happened to a model.</summary>
/// <param name="Time">When, as whoever did it says; of a published version, as the feed says.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Version">The version of the model that it is about; absent for a gap of an alias.</param>
public sealed record LogEntry(DateTimeOffset? Time, LogEntryKind Kind, string? Version)
{
    /// <summary>The names of the sources that have it, in the order in which they were asked; none where it is told by no source.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The number of an attestation, revocation or deployment among those of the model, as messages about gates name it.</summary>
    public int? Number { get; init; }

    /// <summary>The stage that it is about.</summary>
    public string? Stage { get; init; }

    /// <summary>The version of the alias package.</summary>
    public string? AliasVersion { get; init; }

    /// <summary>The version that the alias served before.</summary>
    public string? Replaced { get; init; }

    /// <summary>Who did it.</summary>
    public string? Actor { get; init; }

    /// <summary>Where the name comes from, as <c>git</c> or a variable of a CI system.</summary>
    public string? ActorSource { get; init; }

    /// <summary>How sure that is.</summary>
    public LogEvidence Evidence { get; init; }

    /// <summary>Who the policy says that the key belongs to that signed it.</summary>
    public string? ProvenBy { get; init; }

    /// <summary>The kind of an attestation, how bad a revocation is, or the service and environment of a deployment.</summary>
    public string? Detail { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>The address of a ticket.</summary>
    public string? Ticket { get; init; }

    /// <summary>What an attestation says was measured.</summary>
    public IReadOnlyList<ModelMetric>? Metrics { get; init; }

    /// <summary>What an attestation says was found when the version was run.</summary>
    public AttestedValidation? Validation { get; init; }

    /// <summary>The file that belongs to an attestation.</summary>
    public LogFile? File { get; init; }

    /// <summary>Who approved what a promotion did.</summary>
    public IReadOnlyList<string> Approvals { get; init; } = [];

    /// <summary>When the feed published it, where that is more than some minutes from <see cref="Time"/>.</summary>
    public DateTimeOffset? FeedTime { get; init; }

    /// <summary>Whether less was there than the policy asks for.</summary>
    public bool IsEmergency { get; init; }

    /// <summary>Whether a second person still has to confirm it.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether the package that it came with is not on the feed; a newer one proves it all the same.</summary>
    public bool IsPackageGone { get; init; }

    /// <summary>What it is ordered by: the feed's time where that is known, which is one clock for all.</summary>
    internal DateTimeOffset? Order { get; init; }
}
