namespace Quickstart;

/// <summary>A step that failed, with all that a reader needs to see why.</summary>
internal sealed class StepException(string message) : Exception(message);
