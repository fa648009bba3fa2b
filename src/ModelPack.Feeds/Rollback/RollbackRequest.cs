using ModelPack.Core.Records;
using ModelPack.Feeds.Records;
using NuGet.Versioning;

namespace ModelPack.Feeds.Rollback;

/// <summary>Which alias is to go back, and why.</summary>
public sealed record RollbackRequest
{
    /// <summary>The package id of the alias; its case does not matter.</summary>
    public required string Alias { get; init; }

    /// <summary>The version of the model to go back to; <see langword="null"/> for the former one.</summary>
    public NuGetVersion? To { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Who goes back.</summary>
    public required RecordActor Actor { get; init; }

    /// <summary>The address of a ticket.</summary>
    public string? Ticket { get; init; }

    /// <summary>Signs the records.</summary>
    public RecordKey? Key { get; init; }

    /// <summary>The policy.</summary>
    public PolicyFile? Policy { get; init; }

    /// <summary>A project file, or a folder with one, whose reference to the alias is set to its new version.</summary>
    public string? Project { get; init; }

    /// <summary>Whether the project is restored after that.</summary>
    public bool Restore { get; init; } = true;

    /// <summary>Whether the version that is left is revoked.</summary>
    public bool Revoke { get; init; }

    /// <summary>How bad it is, where it is revoked: one of <see cref="RevocationSeverities"/>.</summary>
    public string Severity { get; init; } = RevocationSeverities.High;

    /// <summary>Whether only is said what would be done.</summary>
    public bool Plan { get; init; }
}
