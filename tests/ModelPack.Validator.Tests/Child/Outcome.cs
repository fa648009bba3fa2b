namespace ModelPack.Validator.Tests.Child;

/// <summary>What became of a model.</summary>
/// <param name="Code">The code of the error, or the outcome in the manifest.</param>
/// <param name="Text">The error's message, or the manifest's note.</param>
/// <param name="BeyondDotNet">Whether it gives the warning that .NET cannot express its types.</param>
internal sealed record Outcome(string Code, string? Text, bool BeyondDotNet);
