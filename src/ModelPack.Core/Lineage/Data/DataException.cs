namespace ModelPack.Core.Lineage.Data;

/// <summary>A document that cannot be read, or holds more than any real one.</summary>
/// <param name="message">What is wrong, as a sentence.</param>
/// <param name="line">The line; 0 where it is unknown.</param>
/// <param name="innerException">What was caught.</param>
public sealed class DataException(string message, int line, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The line; 0 where it is unknown.</summary>
    public int Line { get; } = line;
}
