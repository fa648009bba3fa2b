using ModelPack.Core.Diagnostics;
using ModelPack.Feeds;

namespace ModelPack.Tool.CommandLine;

/// <summary>What a command's end says to a script.</summary>
internal static class ExitCodes
{
    /// <summary>It was done, and the answer is yes.</summary>
    public const int Done = 0;

    /// <summary>It was understood and answered, and the answer is no: it differs, is invalid, fails a gate, is refused, or there is no such package.</summary>
    public const int No = 1;

    /// <summary>What was given is wrong: the command line, a configuration, a file that is named. Asking again cannot help.</summary>
    public const int Usage = 2;

    /// <summary>There is no answer: a feed could not be reached or lets nobody in, or a file could not be read or written. Asking again may help.</summary>
    public const int NotReachable = 3;

    /// <summary>The tool itself is at fault (EX_SOFTWARE of BSD's sysexits).</summary>
    public const int Fault = 70;

    /// <summary>It was interrupted (128 and the number of SIGINT).</summary>
    public const int Interrupted = 130;

    /// <summary>The code for a problem that ended a command.</summary>
    public static int Of(Problem problem) => FeedProblemKinds.Of(problem) switch
    {
        FeedProblemKind.Usage => Usage,
        FeedProblemKind.NotReachable => NotReachable,
        FeedProblemKind.NotFound or FeedProblemKind.Refused => No,
        _ => problem.Code switch
        {
            ToolDiagnosticCodes.NoSuchTarget or ToolDiagnosticCodes.BadArgument => Usage,
            ToolDiagnosticCodes.Fault => Fault,
            ToolDiagnosticCodes.CannotWrite or ToolDiagnosticCodes.FileFails or DiagnosticCodes.UnreadablePackage or DiagnosticCodes.FileNotHere => NotReachable,
            _ => No,
        },
    };

    /// <summary>The code for a command that went on after problems: where something could not be asked, the answer is none; warnings do not count.</summary>
    public static int Of(IEnumerable<Problem> problems) => problems.Where(problem => problem.Severity == ProblemSeverity.Error).Select(Of).DefaultIfEmpty(Done).Max();
}
