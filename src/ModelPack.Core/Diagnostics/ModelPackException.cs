namespace ModelPack.Core.Diagnostics;

/// <summary>Bad input that ends an operation: carries the one <see cref="Diagnostics.Problem"/> that the user is told.</summary>
public sealed class ModelPackException : Exception
{
    /// <summary>Makes an exception out of a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="innerException">What was caught, if anything.</param>
    public ModelPackException(Problem problem, Exception? innerException = null)
        : base($"{problem.Code}: {problem.Message}", innerException) => Problem = problem;

    /// <summary>What the user is told.</summary>
    public Problem Problem { get; }
}
