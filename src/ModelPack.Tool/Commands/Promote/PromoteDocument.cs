using System.Text.Json.Serialization;
using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Commands.Promote;

/// <summary>What <c>promote</c> answers.</summary>
/// <param name="Outcome"><c>promoted</c>, <c>alreadyServed</c>, <c>wouldPromote</c> or <c>refused</c>.</param>
/// <param name="Alias">The id of the alias.</param>
/// <param name="AliasVersion">Its version that serves the model.</param>
/// <param name="Model">The version of the model.</param>
/// <param name="Policy">The policy that it was held against; <see langword="null"/> where none was found: nobody had to approve.</param>
/// <param name="Gates">The rules, each with what was found.</param>
/// <param name="Record">The record of the promotion.</param>
/// <param name="Error">Why it was refused.</param>
internal sealed record PromoteDocument(string Outcome, string Alias, string? AliasVersion, RecordSubject Model, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] PolicyReference? Policy, IReadOnlyList<GateResult> Gates, PromotionRecord? Record, ProblemDocument? Error)
{
    /// <summary>Makes it.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="policy">The policy.</param>
    public static PromoteDocument Of(PromotionResult result, PolicyReference? policy) => new(
        char.ToLowerInvariant(result.Outcome.ToString()[0]) + result.Outcome.ToString()[1..],
        result.Alias,
        result.Record is { Sequence: > 0 } record ? record.AliasVersion : null,
        result.Model,
        policy,
        result.Gates.Gates,
        result.Record,
        result.Refusal is null ? null : ProblemDocument.Of(result.Refusal));
}
