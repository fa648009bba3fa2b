using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Sdk.Tasks;

/// <summary>Logs problems as MSBuild errors, warnings and messages, with code, file, line and help link.</summary>
internal static class ProblemLogging
{
    public static void LogProblem(this TaskLoggingHelper log, Problem problem, string defaultFile, string? helpLinkBase)
    {
        string? help = string.IsNullOrEmpty(helpLinkBase) ? null : $"{helpLinkBase}#{problem.Code}";
        if (problem.Severity == ProblemSeverity.Error)
        {
            log.LogError(null, problem.Code, null, help, problem.File ?? defaultFile, problem.Line, 0, 0, 0, "{0}", problem.Message);
        }
        else if (problem.Severity == ProblemSeverity.Notice)
        {
            log.LogMessage(null, problem.Code, help, problem.File ?? defaultFile, problem.Line, 0, 0, 0, MessageImportance.High, "{0}", problem.Message);
        }
        else
        {
            log.LogWarning(null, problem.Code, null, help, problem.File ?? defaultFile, problem.Line, 0, 0, 0, "{0}", problem.Message);
        }
    }
}
