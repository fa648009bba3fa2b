namespace LanguageId.Trainer.Evaluation;

/// <summary>What the model says about a text.</summary>
/// <param name="Language">The most probable language.</param>
/// <param name="Probabilities">The probability of each language, in the order of the labels.</param>
internal sealed record Prediction(string Language, float[] Probabilities);
