using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;

namespace ModelPack.Feeds.Promotion;

/// <summary>What became of a promotion.</summary>
/// <param name="Outcome">Whether it was made.</param>
/// <param name="Alias">The package id of the alias.</param>
/// <param name="Model">The version of the model.</param>
/// <param name="Record">The promotion that serves it; the one that would be made; <see langword="null"/> where it was refused.</param>
/// <param name="Gates">The rules, each with what was found.</param>
/// <param name="Refusal">Why it was refused (MP5066, MP5067).</param>
public sealed record PromotionResult(PromotionOutcome Outcome, string Alias, RecordSubject Model, PromotionRecord? Record, GateReport Gates, Problem? Refusal);
