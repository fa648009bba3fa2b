namespace ModelPack.Core.Diagnostics;

/// <summary>Something wrong that the author can mend.</summary>
/// <param name="Code">The code, e.g. <c>MP1001</c>; see <see cref="DiagnosticCodes"/>.</param>
/// <param name="Message">One sentence that says what is wrong, and one that says what to do.</param>
/// <param name="File">The file it is about, or <see langword="null"/>.</param>
/// <param name="Line">The line in <paramref name="File"/>, or 0.</param>
/// <param name="Severity">Whether it stops the build.</param>
public sealed record Problem(string Code, string Message, string? File = null, int Line = 0, ProblemSeverity Severity = ProblemSeverity.Error);
