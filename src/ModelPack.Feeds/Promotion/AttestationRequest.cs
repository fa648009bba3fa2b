using ModelPack.Core.Records;
using ModelPack.Feeds.Records;
using NuGet.Versioning;

namespace ModelPack.Feeds.Promotion;

/// <summary>What is to be said of a version, and by whom.</summary>
public sealed record AttestationRequest
{
    /// <summary>The package id of the model; its case does not matter.</summary>
    public required string Model { get; init; }

    /// <summary>The version of the model.</summary>
    public required NuGetVersion Version { get; init; }

    /// <summary>One of <see cref="AttestationTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Who says it.</summary>
    public required RecordActor Actor { get; init; }

    /// <summary>The stage that an approval or confirmation is for.</summary>
    public string? Stage { get; init; }

    /// <summary>In words.</summary>
    public string? Reason { get; init; }

    /// <summary>The address of a ticket.</summary>
    public string? Ticket { get; init; }

    /// <summary>A file that belongs to it.</summary>
    public string? File { get; init; }

    /// <summary>What was measured.</summary>
    public IReadOnlyList<ModelMetric> Metrics { get; init; } = [];

    /// <summary>What was found when it was run.</summary>
    public AttestedValidation? Validation { get; init; }

    /// <summary>Signs it.</summary>
    public RecordKey? Key { get; init; }

    /// <summary>The policy: an approval or confirmation that would not count under it is refused.</summary>
    public PolicyFile? Policy { get; init; }
}
