namespace LanguageId.Service;

/// <summary>What the model says about a text.</summary>
/// <param name="Language">The most probable language, such as <c>pt-BR</c>.</param>
/// <param name="Probability">How sure the model is, from 0 to 1.</param>
internal sealed record Detection(string Language, float Probability);
