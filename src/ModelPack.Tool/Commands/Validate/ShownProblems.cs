using ModelPack.Core.Diagnostics;

namespace ModelPack.Tool.Commands.Validate;

/// <summary>Says of problems where the user finds them: not in folders that are gone when the command ends.</summary>
internal static class ShownProblems
{
    /// <summary>A problem as the user sees it.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="subject">What was validated.</param>
    public static Problem Of(Problem problem, ValidationSubject subject)
    {
        if (problem.File == subject.Project.ProjectFile && !File.Exists(problem.File))
        {
            return problem with { File = subject.Place };
        }

        if (subject.RestoredTo is not { } folder)
        {
            return problem;
        }

        string prefix = folder + Path.DirectorySeparatorChar;
        return problem with
        {
            Message = problem.Message.Replace(prefix, "", StringComparison.Ordinal),
            File = problem.File?.StartsWith(prefix, StringComparison.Ordinal) == true ? problem.File[prefix.Length..] : problem.File,
        };
    }
}
