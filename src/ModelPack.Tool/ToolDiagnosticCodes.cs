namespace ModelPack.Tool;

/// <summary>Every code that the tool itself raises, MP51xx. Its README has the cause and cure of each.</summary>
internal static class ToolDiagnosticCodes
{
    /// <summary>What a command is asked to look at is nothing that it can look at.</summary>
    public const string NoSuchTarget = "MP5100";

    /// <summary>A model project does not build.</summary>
    public const string ProjectFails = "MP5101";

    /// <summary>An argument or an option is wrong.</summary>
    public const string BadArgument = "MP5102";

    /// <summary>The result cannot be written.</summary>
    public const string CannotWrite = "MP5103";

    /// <summary>A file or stream that a command uses fails in a way that no other code tells.</summary>
    public const string FileFails = "MP5104";

    /// <summary>A fault of the tool itself.</summary>
    public const string Fault = "MP5199";
}
