namespace LanguageId.Trainer.Features;

/// <summary>One entry of a sparse vector.</summary>
/// <param name="Index">Which feature.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct Feature(int Index, float Value);
