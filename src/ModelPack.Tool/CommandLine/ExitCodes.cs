using ModelPack.Core.Diagnostics;
using ModelPack.Feeds;

namespace ModelPack.Tool.CommandLine;

/// <summary>What a command's end says to a script.</summary>
internal static class ExitCodes
{
    /// <summary>It was done, and the answer is yes.</summary>
    public const int Done = 0;

    /// <summary>The answer is no: it differs, is invalid, fails a gate.</summary>
    public const int No = 1;

    /// <summary>The command line, or a configuration, is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A feed or file could not be reached, or has no such thing.</summary>
    public const int NotReachable = 3;

    /// <summary>The tool itself is at fault (EX_SOFTWARE of BSD's sysexits).</summary>
    public const int Fault = 70;

    /// <summary>It was interrupted (128 and the number of SIGINT).</summary>
    public const int Interrupted = 130;

    /// <summary>The code for a problem that ended a command.</summary>
    public static int Of(Problem problem) => FeedProblemKinds.Of(problem) switch
    {
        FeedProblemKind.Usage => Usage,
        FeedProblemKind.NotFound or FeedProblemKind.NotReachable => NotReachable,
        FeedProblemKind.Refused => No,
        _ => problem.Code switch
        {
            ToolDiagnosticCodes.NoSuchTarget or ToolDiagnosticCodes.BadArgument => Usage,
            ToolDiagnosticCodes.Fault => Fault,
            ToolDiagnosticCodes.CannotWrite or ToolDiagnosticCodes.FileFails or DiagnosticCodes.UnreadablePackage or DiagnosticCodes.FileNotHere => NotReachable,
            _ => No,
        },
    };
}
