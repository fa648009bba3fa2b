namespace ModelPack.Core.Records;

/// <summary>Whether one part of a model is as a service expects it.</summary>
/// <param name="Part"><c>signature</c>, <c>tokenizer</c> or <c>labels</c>.</param>
/// <param name="IsSame">Whether it is; of the signature, whether code for the former goes on working.</param>
/// <param name="Detail">What differs.</param>
public sealed record CompatibilityResult(string Part, bool IsSame, string Detail);
