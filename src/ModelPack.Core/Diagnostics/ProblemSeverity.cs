namespace ModelPack.Core.Diagnostics;

/// <summary>How bad a <see cref="Problem"/> is.</summary>
public enum ProblemSeverity
{
    /// <summary>Worth knowing; the build goes on.</summary>
    Warning,

    /// <summary>The build fails.</summary>
    Error,
}
