using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Validation;

/// <summary>What a validation found.</summary>
/// <param name="Validation">What the manifest records; <see langword="null"/> when the validation failed.</param>
/// <param name="InferredTypes">The types of inputs and outputs as the runtime inferred them, by name; empty when the model did not load.</param>
/// <param name="Problems">Exactly one error when the validation failed; else empty.</param>
public sealed record ValidationResult(
    ModelValidation? Validation, IReadOnlyDictionary<string, ModelType> InferredTypes, IReadOnlyList<Problem> Problems);
