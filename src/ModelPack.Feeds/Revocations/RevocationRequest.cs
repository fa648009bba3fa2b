using ModelPack.Core.Records;
using NuGet.Versioning;

namespace ModelPack.Feeds.Revocations;

/// <summary>What is to be revoked, why, by whom.</summary>
public sealed record RevocationRequest
{
    /// <summary>The package id of the model; its case does not matter.</summary>
    public required string Model { get; init; }

    /// <summary>The version of the model.</summary>
    public required NuGetVersion Version { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Who revokes it.</summary>
    public required RecordActor Actor { get; init; }

    /// <summary>One of <see cref="RevocationSeverities"/>.</summary>
    public string Severity { get; init; } = RevocationSeverities.High;

    /// <summary>The address of more about it.</summary>
    public string? Ticket { get; init; }

    /// <summary>Whether a version is revoked that is not on the source, and that no record there speaks of.</summary>
    public bool Unseen { get; init; }

    /// <summary>Stages whose aliases are looked at for whether they still serve the version, beside those that the source can tell of.</summary>
    public IReadOnlyList<string> Stages { get; init; } = [];

    /// <summary>Signs it.</summary>
    public RecordKey? Key { get; init; }

    /// <summary>The version as a record names it, where that is known: its package is not opened then.</summary>
    internal RecordSubject? Served { get; init; }
}
