namespace LanguageId.Trainer.Data;

/// <summary>A text and its language.</summary>
/// <param name="Text">The text.</param>
/// <param name="Language">The index of its language in <see cref="Languages.All"/>.</param>
internal readonly record struct LabeledText(string Text, int Language);
