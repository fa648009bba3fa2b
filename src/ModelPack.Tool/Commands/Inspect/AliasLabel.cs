using ModelPack.Core.Packing;
using ModelPack.Core.Records;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Output;
using ModelPack.Tool.Targets;

namespace ModelPack.Tool.Commands.Inspect;

/// <summary>What an alias package says of itself, in JSON.</summary>
internal sealed record AliasLabel
{
    public required string Id { get; init; }

    public required string Version { get; init; }

    /// <summary>Whether each record proves the one before, and the newest is of this package.</summary>
    public required bool IsWhole { get; init; }

    public string? Stage { get; init; }

    /// <summary>The number of its newest record.</summary>
    public int? Sequence { get; init; }

    /// <summary>How many records its history has.</summary>
    public int? Records { get; init; }

    /// <summary><c>promote</c> or <c>rollback</c>.</summary>
    public string? Action { get; init; }

    public string? Model { get; init; }

    public string? ModelVersion { get; init; }

    public string? ModelDigest { get; init; }

    /// <summary>The version of the model that the alias served before.</summary>
    public string? Replaced { get; init; }

    public string? Actor { get; init; }

    public string? ActorSource { get; init; }

    /// <summary>Whether the newest record is signed; whose key it is, <c>log</c> says with a policy.</summary>
    public bool? Signed { get; init; }

    public DateTimeOffset? Time { get; init; }

    public string? Reason { get; init; }

    public string? Ticket { get; init; }

    public IReadOnlyList<string>? Approvals { get; init; }

    public bool? Emergency { get; init; }

    public ProblemDocument? Problem { get; init; }

    public static AliasLabel? Of(PromotedAlias? alias)
    {
        if (alias is null)
        {
            return null;
        }

        AliasLabel label = new() { Id = alias.Id, Version = alias.Version, IsWhole = alias.Problem is null, Problem = alias.Problem is { } problem ? ProblemDocument.Of(problem) : null };
        return alias.History is not { Newest: { } newest } history ? label : label with
        {
            Stage = history.Stage,
            Sequence = newest.Sequence,
            Records = history.Records.Count,
            Action = newest.Action,
            Model = newest.Model.Id,
            ModelVersion = newest.Model.Version,
            ModelDigest = newest.Model.Digest,
            Replaced = newest.Replaced?.Version,
            Actor = newest.Actor.Name,
            ActorSource = newest.Actor.Source,
            Signed = newest.Signatures is { Count: > 0 },
            Time = newest.Time,
            Reason = newest.Reason,
            Ticket = newest.Ticket,
            Approvals = newest.Approvals is { Count: > 0 } approvals ? [.. approvals.Select(approval => approval.Name)] : null,
            Emergency = newest.Emergency,
        };
    }

    /// <summary>The same in words: names and texts.</summary>
    public IEnumerable<(string Name, string Text)> Lines()
    {
        if (Sequence is not { } sequence)
        {
            yield return ("history", $"NOT WHOLE: {Problem?.Code}: {Problem?.Message}");
            yield break;
        }

        yield return ("stage", Stage!);
        yield return ("version", $"{Version} (record {sequence} of the alias)");
        yield return ("serves", $"{Model} {ModelVersion} ({ModelDigest}){(Replaced is null ? "" : $"; before: {Replaced}")}");
        yield return (Action == PromotionActions.Rollback ? "rolled back" : "promoted", $"{RecordTexts.Time(Time!.Value)} by {RecordTexts.By(new RecordActor { Name = Actor!, Source = ActorSource }, Signed == true)}");
        if (Reason is not null || Ticket is not null)
        {
            yield return ("why", Shown.List(Reason, Ticket));
        }

        if (Approvals is not null)
        {
            yield return ("approved by", string.Join(", ", Approvals));
        }

        if (Emergency == true)
        {
            yield return ("emergency", "yes: one person decided it");
        }

        yield return ("history", $"whole: {Counts.Text(Records!.Value, "record")}, each proves the one before; what the newest says is {(Signed == true ? "signed" : "stated")}");
    }
}
