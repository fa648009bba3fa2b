namespace ModelPack.Feeds.Sources;

/// <summary>A feed answers with more than any real one.</summary>
internal sealed class AnswerTooLargeException() : InvalidOperationException("The answer is too large.");
