using ModelPack.Core.Records;
using ModelPack.Feeds.Records;
using NuGet.Versioning;

namespace ModelPack.Feeds.Promotion;

/// <summary>What is to be promoted, where to, by whom.</summary>
public sealed record PromotionRequest
{
    /// <summary>The package id of the model; its case does not matter.</summary>
    public required string Model { get; init; }

    /// <summary>The version of the model.</summary>
    public required NuGetVersion Version { get; init; }

    /// <summary>The stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Who promotes.</summary>
    public required RecordActor Actor { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>The address of a ticket.</summary>
    public string? Ticket { get; init; }

    /// <summary>Signs the promotion.</summary>
    public RecordKey? Key { get; init; }

    /// <summary>The policy; without one any stage is allowed and no approver is needed.</summary>
    public PolicyFile? Policy { get; init; }

    /// <summary>Whether only is said what would be done.</summary>
    public bool DryRun { get; init; }
}
