using ModelPack.Core.Diagnostics;

namespace ModelPack.Tool.Output;

/// <summary>A problem in JSON.</summary>
/// <param name="Code">The code, e.g. <c>MP5004</c>.</param>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="Message">What is wrong, and what to do.</param>
/// <param name="File">The file it is about.</param>
/// <param name="Line">The line in it.</param>
internal sealed record ProblemDocument(string Code, string Severity, string Message, string? File, int? Line)
{
    /// <summary>Makes one.</summary>
    public static ProblemDocument Of(Problem problem) =>
        new(problem.Code, problem.Severity == ProblemSeverity.Error ? "error" : "warning", problem.Message, problem.File, problem.Line > 0 ? problem.Line : null);
}
