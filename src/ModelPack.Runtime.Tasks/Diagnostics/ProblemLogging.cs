using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace ModelPack.Runtime.Tasks.Diagnostics;

/// <summary>How problems and inputs reach the log.</summary>
internal static class ProblemLogging
{
    private const string HelpLink = "https://github.com/modelpack-net/modelpack/blob/main/src/ModelPack.Runtime/README.md#diagnostics";

    public static void LogProblem(this TaskLoggingHelper log, RuntimeProblem problem, string project) =>
        log.LogError(null, problem.Code, null, HelpLink, problem.File ?? project, 0, 0, 0, 0, "{0}", problem.Message);

    public static void LogWarningOf(this TaskLoggingHelper log, RuntimeProblem problem, string project) =>
        log.LogWarning(null, problem.Code, null, HelpLink, problem.File ?? project, 0, 0, 0, 0, "{0}", problem.Message);

    /// <summary>One line per input, shown at <c>detailed</c> verbosity.</summary>
    public static void LogInput(this TaskLoggingHelper log, string name, string? value)
    {
        if (log.LogsMessagesOfImportance(MessageImportance.Low))
        {
            log.LogMessage(MessageImportance.Low, "ModelPack: [input] {0}={1}", name, value);
        }
    }

    public static void LogInputs(this TaskLoggingHelper log, ITaskItem[] packages)
    {
        if (!log.LogsMessagesOfImportance(MessageImportance.Low))
        {
            return;
        }

        foreach (ITaskItem package in packages)
        {
            log.LogInput("ModelPackPackage", $"{package.ItemSpec} {package.GetMetadata("ModelPackVersion")} slot={package.GetMetadata("ModelPackSlot")} digest={package.GetMetadata("ModelPackDigest")} manifestSha256={package.GetMetadata("ModelPackManifestSha256")} manifest={package.GetMetadata("ModelPackManifest")} map={package.GetMetadata("ModelPackFileMap")}");
        }
    }
}
