namespace LanguageId.Trainer;

/// <summary>A failure that is told to the user as one line.</summary>
internal sealed class TrainerException(string message) : Exception(message);
