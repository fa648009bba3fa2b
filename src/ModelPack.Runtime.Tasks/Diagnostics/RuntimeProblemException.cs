using System.Diagnostics.CodeAnalysis;

namespace ModelPack.Runtime.Tasks.Diagnostics;

/// <summary>Ends the work on a model; carries what the user is told.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "Never leaves this assembly.")]
internal sealed class RuntimeProblemException(RuntimeProblem problem, Exception? innerException = null)
    : Exception($"{problem.Code}: {problem.Message}", innerException)
{
    public RuntimeProblem Problem { get; } = problem;
}
