namespace ModelPack.Core.Diagnostics;

/// <summary>How bad a <see cref="Problem"/> is.</summary>
public enum ProblemSeverity
{
    /// <summary>Worth knowing; the build goes on.</summary>
    Warning,

    /// <summary>The build fails.</summary>
    Error,

    /// <summary>A choice that was made, for those who read the log; nothing is wrong.</summary>
    Notice,
}
