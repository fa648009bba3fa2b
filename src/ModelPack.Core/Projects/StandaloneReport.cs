using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Projects;

/// <summary>What a validation outside of a build found.</summary>
/// <param name="Models">The models, ordered by path.</param>
/// <param name="OtherFiles">Paths of tokenizers, configuration and other files whose structure was checked, ordered.</param>
/// <param name="Problems">All errors and warnings, those of the models too.</param>
public sealed record StandaloneReport(IReadOnlyList<CheckedModel> Models, IReadOnlyList<string> OtherFiles, IReadOnlyList<Problem> Problems)
{
    /// <summary>Whether nothing failed.</summary>
    public bool Succeeded => Problems.All(problem => problem.Severity != ProblemSeverity.Error);
}
