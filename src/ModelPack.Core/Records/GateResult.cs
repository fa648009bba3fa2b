namespace ModelPack.Core.Records;

/// <summary>Whether one rule of a policy holds.</summary>
/// <param name="Gate">Which: <c>stage</c>, <c>soak</c>, <c>metric</c>, <c>lineage</c>, <c>validation</c>, <c>promoter</c>, <c>approval</c> or <c>revocation</c>.</param>
/// <param name="Rule">What it asks for.</param>
/// <param name="Passed">Whether it holds.</param>
/// <param name="Detail">By what, or why not.</param>
public sealed record GateResult(string Gate, string Rule, bool Passed, string Detail);
